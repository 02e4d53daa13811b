package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEventTypes;
import dev.sallyport.domain.audit.AuditHead;
import dev.sallyport.domain.parsing.Instants;
import dev.sallyport.domain.parsing.Parsed;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** What an operator does with the audit trail. It works while servers run. */
final class AuditCommand {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private AuditCommand() {}

    static CommandSpec of(World world) {
        return Commands.group("audit", "Verifies, exports and prunes the audit trail.")
                .addSubcommand("verify", verify(world))
                .addSubcommand("export", export(world))
                .addSubcommand(
                        "prune",
                        Commands.command(
                                "prune",
                                "Drops the months that are older than AUDIT_RETENTION, where servers may not.",
                                new AuditPrune(world)));
    }

    private static CommandSpec verify(World world) {
        OptionSpec expect = OptionSpec.builder("--expect")
                .type(AuditHead.class)
                .paramLabel("HEAD")
                .converters(text -> orRefuse(AuditHead.parse(text), "a head, as this command prints it"))
                .description("Also makes sure that the seals reach at least as far as they did then.")
                .build();
        OptionSpec json = OptionSpec.builder("--json")
                .type(boolean.class)
                .description("Prints one JSON object.")
                .build();
        return Commands.command(
                        "verify",
                        "Compares the audit trail with its seals; exits with 1 if it was tampered with.",
                        new AuditVerify(world, expect::getValue, () -> Boolean.TRUE.equals(json.getValue())))
                .addOption(expect)
                .addOption(json);
    }

    private static CommandSpec export(World world) {
        OptionSpec format = OptionSpec.builder("--format")
                .type(AuditExport.Format.class)
                .paramLabel("csv|jsonl")
                .required(true)
                .converters(AuditCommand::format)
                .description("CSV for spreadsheets, or one JSON object a line.")
                .build();
        OptionSpec user = OptionSpec.builder("--user")
                .type(UserId.class)
                .paramLabel("ID")
                .converters(AuditCommand::user)
                .description("Only what is about this user.")
                .build();
        OptionSpec type = OptionSpec.builder("--type")
                .type(AuditExport.Types.class)
                .paramLabel("TYPE")
                .converters(text -> new AuditExport.Types(orRefuse(AuditEventTypes.parse(text), "a type of event")))
                .description("Only events of this type, or of a family such as sign-in.*.")
                .build();
        OptionSpec from = instant("--from", "Only what happened then or later (RFC 3339).");
        OptionSpec to = instant("--to", "Only what happened before then.");
        PositionalParamSpec file = PositionalParamSpec.builder()
                .paramLabel("FILE")
                .type(String.class)
                .arity("0..1")
                .description("Where to; it must not exist yet. To the standard output if it is not given.")
                .build();
        var wanted = new AuditExport.Wanted(
                format::getValue, user::getValue, type::getValue, from::getValue, to::getValue, file::getValue);
        return Commands.command("export", "Writes out what happened, oldest first.", new AuditExport(world, wanted))
                .addOption(format)
                .addOption(user)
                .addOption(type)
                .addOption(from)
                .addOption(to)
                .addPositional(file);
    }

    private static OptionSpec instant(String name, String description) {
        return OptionSpec.builder(name)
                .type(Instant.class)
                .paramLabel("TIME")
                .converters(text -> orRefuse(Instants.parse(text), "a time, as in 2026-03-01T00:00:00Z"))
                .description(description)
                .build();
    }

    private static AuditExport.Format format(String text) {
        return switch (text) {
            case "csv" -> AuditExport.Format.CSV;
            case "jsonl" -> AuditExport.Format.JSONL;
            default -> throw new TypeConversionException("'" + text + "' is neither csv nor jsonl");
        };
    }

    private static UserId user(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not the id of a user");
        }
        return new UserId(UUID.fromString(text));
    }

    private static <T> T orRefuse(Parsed<T> parsed, String what) {
        return switch (parsed) {
            case Parsed.Valid<T>(var value) -> value;
            case Parsed.Invalid<T> invalid -> throw new TypeConversionException("it is not " + what);
        };
    }

    /** A value that an option may lack. */
    interface Given<T> {
        @Nullable
        T get();
    }
}
