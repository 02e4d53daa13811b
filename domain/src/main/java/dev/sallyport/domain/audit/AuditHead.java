package dev.sallyport.domain.audit;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far the seals of the audit trail reach: kept elsewhere, it shows later whether the end was cut off. */
public record AuditHead(long batch, AuditDigest seal) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    /** What {@link #toString} has written. */
    public static Parsed<AuditHead> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Parsed.valid(new AuditHead(
                        Long.parseLong(matcher.group(1)),
                        AuditDigest.of(HexFormat.of().parseHex(matcher.group(2)))))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    @Override
    public String toString() {
        return batch + ":" + seal;
    }
}
