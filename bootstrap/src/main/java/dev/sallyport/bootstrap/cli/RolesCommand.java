package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.access.RoleName;
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
        PositionalParamSpec role = role();
        UserChoice user = new UserChoice();
        OptionSpec reason = Arguments.reason();
        var action = new RolesGrant(
                world, user, () -> Arguments.required(role, RoleName.class), () -> UsersCommand.operator(reason));
        return Commands.command("grant", "Gives a user a role.", action.onCore())
                .addPositional(role)
                .addArgGroup(user.group())
                .addOption(reason);
    }

    private static CommandSpec revoke(World world) {
        PositionalParamSpec role = role();
        UserChoice user = new UserChoice();
        OptionSpec reason = Arguments.reason();
        var action = new RolesRevoke(
                world, user, () -> Arguments.required(role, RoleName.class), () -> UsersCommand.operator(reason));
        return Commands.command("revoke", "Takes a role from a user.", action.onCore())
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
