package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Looks for what most often goes wrong. */
final class DoctorCommand {
    private DoctorCommand() {}

    static CommandSpec of(World world) {
        OptionSpec testMail = OptionSpec.builder("--send-test-mail")
                .type(EmailAddress.class)
                .paramLabel("ADDRESS")
                .converters(DoctorCommand::address)
                .description("Also sends one mail to that address.")
                .build();
        return Commands.command(
                        "doctor",
                        "Checks settings, database, keys and mail server, and says how to mend what is wrong.",
                        new Doctor(world, () -> Optional.ofNullable(testMail.getValue())))
                .addOption(testMail);
    }

    private static EmailAddress address(String text) {
        return switch (EmailAddress.parse(text)) {
            case Parsed.Valid<EmailAddress>(var address) -> address;
            case Parsed.Invalid<EmailAddress>(var flaw) ->
                throw new TypeConversionException("that is not an e-mail address. Give one such as ada@example.com.");
        };
    }
}
