package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.ImportUsers.Option;
import dev.sallyport.application.admin.ReinstateUser;
import dev.sallyport.application.admin.SuspendUser;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What an operator does with accounts. It works while servers run. */
final class UsersCommand {
    private static final int USUAL_LIMIT = 100;

    private UsersCommand() {}

    static CommandSpec of(World world) {
        return Commands.group("users", "Lists, shows, suspends, imports and exports accounts.")
                .addSubcommand("list", list(world))
                .addSubcommand("show", show(world))
                .addSubcommand("suspend", suspend(world))
                .addSubcommand("reinstate", reinstate(world))
                .addSubcommand("set-password", setPassword(world))
                .addSubcommand("import", imports(world))
                .addSubcommand("export", exports(world));
    }

    private static CommandSpec list(World world) {
        OptionSpec query = Arguments.option(
                "--query",
                "TEXT",
                SearchText.class,
                SearchText::parse,
                "that cannot be looked for. Give 1 to 256 characters on one line.",
                "What the address or the name has in it; one or two characters: begins with.");
        OptionSpec status = Arguments.option(
                "--status",
                "active|suspended",
                Standing.class,
                UsersCommand::standing,
                "that is no status. Give active or suspended.",
                "Only those.");
        OptionSpec role = Arguments.option(
                "--role",
                "ROLE",
                RoleName.class,
                RoleName::parse,
                "that cannot be the name of a role. Give one such as admin.",
                "Only those who have it.");
        OptionSpec limit = Arguments.option(
                "--limit",
                "N",
                Integer.class,
                UsersCommand::limit,
                "that is not how many there can be. Give 1 to 1000000.",
                "How many at the most (100).");
        OptionSpec json = Arguments.json();
        var action = new UsersList(
                world,
                () -> new UsersList.Choice(
                        new UserDirectory.Filter(query.getValue(), status.getValue(), role.getValue()),
                        Arguments.<Integer>value(limit).orElse(USUAL_LIMIT),
                        Arguments.isSet(json)));
        return Commands.command("list", "Lists accounts, the newest first.", action.onCore())
                .addOption(query)
                .addOption(status)
                .addOption(role)
                .addOption(limit)
                .addOption(json);
    }

    private static Parsed<Standing> standing(String text) {
        return switch (text) {
            case "active" -> Parsed.valid(Standing.ACTIVE);
            case "suspended" -> Parsed.valid(Standing.SUSPENDED);
            default -> Parsed.invalid(Flaw.MALFORMED);
        };
    }

    private static Parsed<Integer> limit(String text) {
        return text.matches("[1-9][0-9]{0,5}|1000000")
                ? Parsed.valid(Integer.valueOf(text))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    private static CommandSpec show(World world) {
        UserChoice user = new UserChoice();
        OptionSpec json = Arguments.json();
        return Commands.command(
                        "show", "Shows one account.", new UsersShow(world, user, () -> Arguments.isSet(json)).onCore())
                .addArgGroup(user.group())
                .addOption(json);
    }

    private static CommandSpec suspend(World world) {
        return each(
                world,
                "suspend",
                "Shuts accounts out, at once and until they are reinstated.",
                "suspended",
                (user, sallyport, operator) -> switch (sallyport
                        .suspendUser()
                        .handle(new SuspendUser.Command(user.id(), operator))) {
                    case SuspendUser.Result.Suspended() -> Optional.empty();
                    case SuspendUser.Result.Refused(var why) -> Optional.of(why);
                });
    }

    private static CommandSpec reinstate(World world) {
        return each(
                world,
                "reinstate",
                "Lets suspended accounts in again.",
                "reinstated",
                (user, sallyport, operator) -> switch (sallyport
                        .reinstateUser()
                        .handle(new ReinstateUser.Command(user.id(), operator))) {
                    case ReinstateUser.Result.Reinstated() -> Optional.empty();
                    case ReinstateUser.Result.Refused(var why) -> Optional.of(why);
                });
    }

    private static CommandSpec each(World world, String name, String description, String done, UsersEach.Deed deed) {
        UsersNamed named = new UsersNamed();
        OptionSpec reason = Arguments.reason();
        OptionSpec json = Arguments.json();
        var action = new UsersEach(world, named, deed, done, () -> operator(reason), () -> Arguments.isSet(json));
        return Commands.command(name, description, action.onCore())
                .addArgGroup(named.group())
                .addOption(reason)
                .addOption(json);
    }

    private static CommandSpec setPassword(World world) {
        UserChoice user = new UserChoice();
        OptionSpec passwordStdin = Arguments.flag(
                "--password-stdin", "Reads the password from what is piped in, up to its first line end.");
        OptionSpec reason = Arguments.reason();
        var action = new UsersSetPassword(world, user, () -> Arguments.isSet(passwordStdin), () -> operator(reason));
        return Commands.command("set-password", "Gives somebody another password, and asks for it.", action.onCore())
                .addArgGroup(user.group())
                .addOption(passwordStdin)
                .addOption(reason);
    }

    private static CommandSpec imports(World world) {
        PositionalParamSpec file =
                Arguments.positional(0, "FILE", "JSON Lines, one user each; - reads what is piped in.");
        OptionSpec dryRun = Arguments.flag("--dry-run", "Judges every line and writes nothing.");
        OptionSpec skipExisting = Arguments.flag(
                "--skip-existing", "Passes over addresses that have an account, whatever the line says of it.");
        OptionSpec allowAdministrators = Arguments.flag(
                "--allow-administrators", "Also takes in those whose roles allow to administer the installation.");
        OptionSpec restoreDeleted =
                Arguments.flag("--restore-deleted", "Also takes in those whose accounts were deleted here since.");
        OptionSpec report = Arguments.option("--report", "FILE", "Writes the refused lines there instead.");
        OptionSpec json = Arguments.json();
        var action = new UsersImport(
                world,
                () -> new UsersImport.Choice(
                        Arguments.required(file, String.class),
                        Stream.of(
                                        chosen(dryRun, Option.DRY_RUN),
                                        chosen(skipExisting, Option.SKIP_EXISTING),
                                        chosen(allowAdministrators, Option.ALLOW_ADMINISTRATORS),
                                        chosen(restoreDeleted, Option.RESTORE_DELETED))
                                .flatMap(Optional::stream)
                                .collect(Collectors.toUnmodifiableSet()),
                        Arguments.value(report),
                        Arguments.isSet(json)));
        return Commands.command("import", "Takes in users, with their password hashes.", action.onCore())
                .addPositional(file)
                .addOption(dryRun)
                .addOption(skipExisting)
                .addOption(allowAdministrators)
                .addOption(restoreDeleted)
                .addOption(report)
                .addOption(json);
    }

    private static Optional<Option> chosen(OptionSpec flag, Option option) {
        return Arguments.isSet(flag) ? Optional.of(option) : Optional.empty();
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
