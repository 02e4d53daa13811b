package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.access.Actor;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What an operator does with accounts. It works while servers run. */
final class UsersCommand {
    private UsersCommand() {}

    static CommandSpec of(World world) {
        return Commands.group("users", "Shows, imports and exports accounts.")
                .addSubcommand("show", show(world))
                .addSubcommand("import", imports(world))
                .addSubcommand("export", exports(world));
    }

    private static CommandSpec show(World world) {
        UserChoice user = new UserChoice();
        OptionSpec json = Arguments.json();
        return Commands.command(
                        "show", "Shows one account.", new UsersShow(world, user, () -> Arguments.isSet(json)).onCore())
                .addArgGroup(user.group())
                .addOption(json);
    }

    private static CommandSpec imports(World world) {
        PositionalParamSpec file =
                Arguments.positional(0, "FILE", "JSON Lines, one user each; - reads what is piped in.");
        OptionSpec dryRun = Arguments.flag("--dry-run", "Judges every line and writes nothing.");
        OptionSpec skipExisting = Arguments.flag(
                "--skip-existing", "Passes over addresses that have an account, whatever the line says of it.");
        OptionSpec report = Arguments.option("--report", "FILE", "Writes the refused lines there instead.");
        OptionSpec json = Arguments.json();
        var action = new UsersImport(
                world,
                () -> new UsersImport.Choice(
                        Arguments.required(file, String.class),
                        Arguments.isSet(dryRun),
                        Arguments.isSet(skipExisting),
                        Arguments.value(report),
                        Arguments.isSet(json)));
        return Commands.command("import", "Takes in users, with their password hashes.", action.onCore())
                .addPositional(file)
                .addOption(dryRun)
                .addOption(skipExisting)
                .addOption(report)
                .addOption(json);
    }

    private static CommandSpec exports(World world) {
        PositionalParamSpec file = Arguments.positional(0, "FILE", "A file that is not there yet; - prints.");
        return Commands.command(
                        "export",
                        "Hands out all users, with their password hashes, as JSON Lines.",
                        new UsersExport(world, () -> Arguments.required(file, String.class)).onCore())
                .addPositional(file);
    }

    /** Whoever types the commands. */
    static Actor.Operator operator(OptionSpec reason) {
        return new Actor.Operator(Arguments.value(reason));
    }

    /** Whoever types a command that changes nothing. */
    static Actor.Operator reader() {
        return new Actor.Operator(Optional.empty());
    }
}
