package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.SallyportVersion;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.bootstrap.logging.Logging;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that was typed. Exit codes: 0 fine, 1 refused, 2 wrong usage. */
public final class Commands {
    private static final int REFUSED = 1;

    private final CommandLine commandLine;

    private Commands(CommandLine commandLine) {
        this.commandLine = commandLine;
    }

    /** Those of the production server. */
    public static Commands of(World world) {
        CommandSpec root = command("sallyport", "Accounts and sign-in for the JVM.", () -> 0)
                .addSubcommand(
                        "serve", command("serve", "Runs the server, configured by the environment.", new Serve(world)))
                .addSubcommand(
                        "migrate", command("migrate", "Brings the database schema up to date.", new Migrate(world)))
                .addSubcommand(
                        "check-config",
                        command("check-config", "Shows the configuration, secrets hidden.", new CheckConfig(world)))
                .addSubcommand("doctor", DoctorCommand.of(world))
                .addSubcommand(
                        "healthcheck",
                        command(
                                "healthcheck",
                                "Asks the server beside it whether it is ready.",
                                new Healthcheck(world)))
                .addSubcommand("admin", AdminCommand.of(world))
                .addSubcommand("users", UsersCommand.of(world))
                .addSubcommand("roles", RolesCommand.of(world))
                .addSubcommand("keys", KeysCommand.of(world))
                .addSubcommand("audit", AuditCommand.of(world));
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Prints the version.")
                .build());
        root.versionProvider(() -> new String[] {"sallyport " + SallyportVersion.running()});
        root.usageMessage().footer("", "Settings: docs/settings.md. Every command has --help.");
        return of(root, world);
    }

    /** A program's commands, under the one rule of exit codes. */
    public static Commands of(CommandSpec root, World world) {
        // Settings may have to be fetched, and how they want things logged is one of them.
        Logging.hush("software.amazon.awssdk");
        CommandLine commandLine = new CommandLine(root)
                .setOut(world.out())
                .setErr(world.err())
                .setParameterExceptionHandler((misuse, arguments) -> explain(misuse, world))
                .setExecutionExceptionHandler((failure, command, parsed) -> refuse(failure, command, world));
        return new Commands(commandLine);
    }

    /** A command without options of its own. */
    public static CommandSpec command(String name, String description, Callable<Integer> action) {
        return described(CommandSpec.wrapWithoutInspection(action), name, description);
    }

    /** A word that only means something together with a command behind it. */
    static CommandSpec group(String name, String description) {
        return described(CommandSpec.create(), name, description);
    }

    private static CommandSpec described(CommandSpec spec, String name, String description) {
        spec.name(name);
        spec.usageMessage().description(description).footer("", "Settings: docs/settings.md.");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
        return spec;
    }

    private static int explain(ParameterException misuse, World world) {
        CommandLine commandLine = misuse.getCommandLine();
        world.err().println(misuse.getMessage());
        settingMeant(misuse)
                .ifPresent(name -> world.err()
                        .println("Settings are given in the environment: " + name + "=… "
                                + commandLine.getCommandSpec().qualifiedName()));
        if (!UnmatchedArgumentException.printSuggestions(misuse, world.err())) {
            commandLine.usage(world.err());
        }
        world.err().flush();
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** {@code --port 99} or {@code PORT=99} after the command. */
    private static Optional<String> settingMeant(ParameterException misuse) {
        return misuse instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream()
                        .map(argument -> argument.replaceFirst("^--?", "").replaceFirst("=.*", ""))
                        .map(argument -> argument.replace('-', '_').toUpperCase(Locale.ROOT))
                        .filter(Configuration::isSetting)
                        .findFirst()
                : Optional.empty();
    }

    /** People get words; only what nobody foresaw gets a stack trace. */
    private static int refuse(Exception failure, CommandLine command, World world) {
        switch (failure) {
            case ConfigurationRefused refused -> say(refused, command, world);
            case CannotStart refused -> say(refused, command, world);
            case ServiceUnavailable away -> {
                world.err()
                        .println(
                                command.getCommandSpec().qualifiedName()
                                        + ": the database cannot be used at the moment. What was not finished was not kept; try again.");
            }
            default -> failure.printStackTrace(world.err());
        }
        world.err().flush();
        return REFUSED;
    }

    private static void say(Exception refused, CommandLine command, World world) {
        world.err().println(command.getCommandSpec().qualifiedName() + ": " + refused.getMessage());
    }

    /**
     * Runs what was typed; nothing typed shows the help.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        int exitCode = commandLine.execute(wantsHelp(arguments) ? asOption(arguments) : arguments);
        commandLine.getOut().flush();
        return exitCode;
    }

    private static boolean wantsHelp(String[] arguments) {
        return arguments.length == 0 || arguments[0].equals("help");
    }

    /** {@code help serve} is {@code serve --help}. */
    private static String[] asOption(String[] arguments) {
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        return java.util.stream.Stream.concat(rest.stream(), java.util.stream.Stream.of("--help"))
                .toArray(String[]::new);
    }
}
