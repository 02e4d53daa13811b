package dev.sallyport.domain.audit;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Instants;
import dev.sallyport.domain.parsing.Parsed;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in the audit trail an entry stands: by time and, where several things happened at once, by id. */
public record AuditPosition(Instant occurredAt, UUID id) {
    private static final Pattern FORM =
            Pattern.compile("([0-9TZ:.-]{1,40})/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /** What {@link #toString} has written. */
    public static Parsed<AuditPosition> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && Instants.parse(matcher.group(1)) instanceof Parsed.Valid<Instant>(var occurredAt)
                ? Parsed.valid(new AuditPosition(occurredAt, UUID.fromString(matcher.group(2))))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    @Override
    public String toString() {
        return occurredAt + "/" + id;
    }
}
