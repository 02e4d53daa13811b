package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an operator does with the server's keys. It works while servers run. */
final class KeysCommand {
    private KeysCommand() {}

    static CommandSpec of(World world) {
        OptionSpec ahead = OptionSpec.builder("--ahead")
                .type(boolean.class)
                .description(
                        "Publishes the new key for 15 minutes before it signs, so that verifiers elsewhere know it.")
                .build();
        CommandSpec rotate = Commands.command(
                        "rotate",
                        "Has a new key sign; those before verify until their tokens have expired.",
                        new KeysRotate(world, () -> Boolean.TRUE.equals(ahead.getValue())))
                .addOption(ahead);
        OptionSpec json = Arguments.json();
        return Commands.group("keys", "Rotates and lists signing keys; seals secrets anew.")
                .addSubcommand("rotate", rotate)
                .addSubcommand(
                        "list",
                        Commands.command(
                                        "list",
                                        "Shows the signing keys, newest first.",
                                        new KeysList(world, () -> Arguments.isSet(json)))
                                .addOption(json))
                .addSubcommand(
                        "rewrap",
                        Commands.command(
                                "rewrap",
                                "Seals what is sealed under MASTER_KEY_PREVIOUS under MASTER_KEY.",
                                new KeysRewrap(world)));
    }

    /** What all of them need: neither a mail server nor anything else that only servers need. */
    static KeySettings settings(World world) {
        KeySettings settings = KeySettings.parse(world.environment(), world.files());
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        return settings;
    }
}
