package dev.sallyport.http.lines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.admin.ImportLine;
import dev.sallyport.application.admin.ImportedUser;
import dev.sallyport.application.admin.LineFault;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;
import dev.sallyport.http.json.StrictJson;
import dev.sallyport.http.problem.RequestRefused;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The users in a file, one JSON object a line, read one after the other (<a href="https://jsonlines.org">JSON Lines</a>). Each line is held to what requests are held to: nothing
 * is guessed, converted or passed over. Blank lines do not count, except as lines.
 */
public final class UserLines implements Iterator<ImportLine> {
    private final Lines lines;
    private final StrictJson json = new StrictJson();

    public UserLines(InputStream file) {
        this.lines = new Lines(file);
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.io.UncheckedIOException if the file cannot be read on
     */
    @Override
    public ImportLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Lines.Line line = lines.next();
        return line.isTooLong()
                ? new ImportLine.Refused(line.number(), List.of(new LineFault("", Flaw.TOO_LONG.code())))
                : read(line);
    }

    private ImportLine read(Lines.Line line) {
        try {
            return new ImportLine.Read(line.number(), user(json.read(line.bytes())));
        } catch (RequestRefused refused) {
            return new ImportLine.Refused(
                    line.number(),
                    refused.refusal().errors().stream()
                            .map(error -> new LineFault(error.pointer(), error.code()))
                            .toList());
        }
    }

    private static ImportedUser user(ObjectNode object) {
        Fields fields = new Fields(object);
        Field<EmailAddress> email = fields.required("email", EmailAddress::parse);
        Field<UserId> id = fields.optional("id", Parsers.id(UserId::new));
        Field<DisplayName> displayName = fields.nullable("displayName", DisplayName::parse);
        Field<LanguageTag> locale = fields.optional("locale", LanguageTag::parse);
        Field<UserStatus> status = fields.optional("status", UserLines::status);
        Field<List<RoleName>> roles = fields.optionalList("roles", RoleName::parse);
        Field<PasswordHash> passwordHash = fields.nullable("passwordHash", PasswordHash::parse);
        Field<Boolean> twoFactorEnabled = fields.optionalBoolean("twoFactorEnabled");
        Field<Instant> createdAt = fields.optional("createdAt", UserLines::instant);
        Field<Instant> lastSignInAt = fields.nullable("lastSignInAt", UserLines::instant);
        return fields.complete(() -> new ImportedUser(
                email.get(),
                Optional.ofNullable(id.orNull()),
                Optional.ofNullable(displayName.orNull()),
                Optional.ofNullable(locale.orNull()),
                Optional.ofNullable(status.orNull()),
                Optional.ofNullable(roles.orNull()).map(Set::copyOf),
                Optional.ofNullable(passwordHash.orNull()),
                Optional.ofNullable(twoFactorEnabled.orNull()),
                Optional.ofNullable(createdAt.orNull()),
                Optional.ofNullable(lastSignInAt.orNull())));
    }

    private static Parsed<UserStatus> status(String text) {
        return switch (text) {
            case "active" -> Parsed.valid(UserStatus.ACTIVE);
            case "suspended" -> Parsed.valid(UserStatus.SUSPENDED);
            default -> Parsed.invalid(Flaw.MALFORMED);
        };
    }

    /** A time since 1970 (RFC 3339), to the microsecond: what the database keeps. */
    private static Parsed<Instant> instant(String text) {
        try {
            Instant instant = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            return instant.isBefore(Instant.EPOCH) ? Parsed.invalid(Flaw.MALFORMED) : Parsed.valid(instant);
        } catch (DateTimeException notOne) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
    }
}
