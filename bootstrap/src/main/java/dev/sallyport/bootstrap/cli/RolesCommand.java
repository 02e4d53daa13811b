package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.access.GrantRole;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.domain.access.RoleName;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What an operator does with roles. It works while servers run, and they know of it within a second. */
final class RolesCommand {
    private RolesCommand() {}

    static CommandSpec of(World world) {
        return Commands.group("roles", "Shows roles, and gives them to users.")
                .addSubcommand("list", list(world))
                .addSubcommand("show", show(world))
                .addSubcommand("grant", grant(world))
                .addSubcommand("revoke", revoke(world));
    }

    private static CommandSpec list(World world) {
        OptionSpec json = Arguments.json();
        return Commands.command("list", "Shows all roles.", new RolesList(world, () -> Arguments.isSet(json)).onCore())
                .addOption(json);
    }

    private static CommandSpec show(World world) {
        PositionalParamSpec role = role();
        OptionSpec json = Arguments.json();
        return Commands.command(
                        "show",
                        "Shows one role with what it allows.",
                        new RolesShow(
                                        world,
                                        () -> Arguments.required(role, RoleName.class),
                                        () -> Arguments.isSet(json))
                                .onCore())
                .addPositional(role)
                .addOption(json);
    }

    private static CommandSpec grant(World world) {
        return change(
                world,
                "grant",
                "Gives a user a role.",
                (user, role, sallyport, operator) -> switch (sallyport
                        .grantRole()
                        .handle(new GrantRole.Command(user.id(), role, operator))) {
                    case GrantRole.Result.Granted() -> Optional.empty();
                    case GrantRole.Result.Refused(var why) -> Optional.of(why);
                },
                "has the role");
    }

    private static CommandSpec revoke(World world) {
        return change(
                world,
                "revoke",
                "Takes a role from a user.",
                (user, role, sallyport, operator) -> switch (sallyport
                        .takeRole()
                        .handle(new TakeRole.Command(user.id(), role, operator))) {
                    case TakeRole.Result.Taken() -> Optional.empty();
                    case TakeRole.Result.Refused(var why) -> Optional.of(why);
                },
                "does not have the role");
    }

    private static CommandSpec change(
            World world, String name, String description, RolesChange.Deed deed, String done) {
        PositionalParamSpec role = role();
        UserChoice user = new UserChoice();
        OptionSpec reason = Arguments.reason();
        var action = new RolesChange(
                world,
                user,
                () -> Arguments.required(role, RoleName.class),
                () -> UsersCommand.operator(reason),
                deed,
                done);
        return Commands.command(name, description, action.onCore())
                .addPositional(role)
                .addArgGroup(user.group())
                .addOption(reason);
    }

    private static PositionalParamSpec role() {
        return Arguments.positional(
                0,
                "ROLE",
                RoleName.class,
                RoleName::parse,
                "that is not the name of a role. Give one such as support-team.",
                "The name of the role.");
    }
}
