package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.forwarding.ClientResolver;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
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
        OptionSpec peer = OptionSpec.builder("--peer")
                .type(ClientAddress.class)
                .paramLabel("ADDRESS")
                .converters(DoctorCommand::peer)
                .required(true)
                .description("Also says whom a request over a connection from there would be taken for.")
                .build();
        OptionSpec headers = OptionSpec.builder("--header")
                .type(List.class)
                .auxiliaryTypes(SampleRequest.Header.class)
                .paramLabel("LINE")
                .converters(DoctorCommand::header)
                .description("A header of that request, such as \"X-Forwarded-For: 203.0.113.7\"; may be repeated.")
                .build();
        return Commands.command(
                        "doctor",
                        "Checks settings, proxies, Redis, database, keys and mail server, and says how to mend what is wrong.",
                        new Doctor(world, () -> Optional.ofNullable(testMail.getValue()), () -> sample(peer, headers)))
                .addOption(testMail)
                .addArgGroup(ArgGroupSpec.builder()
                        .exclusive(false)
                        .multiplicity("0..1")
                        .addArg(peer)
                        .addArg(headers)
                        .build());
    }

    private static Optional<SampleRequest> sample(OptionSpec peer, OptionSpec headers) {
        return Optional.ofNullable(peer.<ClientAddress>getValue())
                .map(address -> new SampleRequest(
                        address,
                        Objects.requireNonNullElse(headers.<List<SampleRequest.Header>>getValue(), List.of())));
    }

    private static ClientAddress peer(String text) {
        try {
            return ClientResolver.peer(text);
        } catch (IllegalArgumentException none) {
            throw new TypeConversionException("that is not an IP address. Give one such as 10.0.0.5.");
        }
    }

    private static SampleRequest.Header header(String line) {
        try {
            return SampleRequest.Header.of(line);
        } catch (IllegalArgumentException none) {
            throw new TypeConversionException("that is no header. Give one such as \"X-Forwarded-For: 203.0.113.7\".");
        }
    }

    private static EmailAddress address(String text) {
        return switch (EmailAddress.parse(text)) {
            case Parsed.Valid<EmailAddress>(var address) -> address;
            case Parsed.Invalid<EmailAddress>(var flaw) ->
                throw new TypeConversionException("that is not an e-mail address. Give one such as ada@example.com.");
        };
    }
}
