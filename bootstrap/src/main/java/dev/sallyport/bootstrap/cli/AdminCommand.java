package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an operator does for administrators. */
final class AdminCommand {
    private AdminCommand() {}

    static CommandSpec of(World world) {
        OptionSpec email = Arguments.email("Their address, which nobody else has an account with.")
                .required(true)
                .build();
        OptionSpec name = Arguments.option(
                "--name",
                "NAME",
                DisplayName.class,
                DisplayName::parse,
                "that cannot be a name. Give one line of at most 100 characters.",
                "What they want to be called.");
        OptionSpec passwordStdin = Arguments.flag(
                "--password-stdin", "Reads the password from what is piped in, up to its first line end.");
        OptionSpec link = Arguments.flag(
                "--link", "Prints a one-time link by which they choose their password, instead of asking for one.");
        var action = new AdminCreate(
                world,
                () -> new AdminCreate.Choice(
                        Arguments.required(email, EmailAddress.class),
                        Arguments.value(name),
                        Arguments.isSet(passwordStdin),
                        Arguments.isSet(link)));
        return Commands.group("admin", "Creates administrators.")
                .addSubcommand(
                        "create",
                        Commands.command(
                                        "create",
                                        "Creates an administrator, and asks for their password.",
                                        action.onCore())
                                .addOption(email)
                                .addOption(name)
                                .addArgGroup(ArgGroupSpec.builder()
                                        .exclusive(true)
                                        .multiplicity("0..1")
                                        .addArg(passwordStdin)
                                        .addArg(link)
                                        .build()));
    }
}
