package dev.sallyport.domain.parsing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Points in time as they are written in RFC 3339: with an offset from UTC, to any fraction of a second. */
public final class Instants {
    /** Every database and every reader knows these years. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final int LONGEST = 40;

    private Instants() {}

    public static Parsed<Instant> parse(String text) {
        if (text.length() > LONGEST) {
            return Parsed.invalid(Flaw.NOT_A_TIME);
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
                    ? Parsed.invalid(Flaw.NOT_A_TIME)
                    : Parsed.valid(instant);
        } catch (DateTimeParseException malformed) {
            return Parsed.invalid(Flaw.NOT_A_TIME);
        }
    }
}
