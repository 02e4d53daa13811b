package dev.sallyport.http.routing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which trace a request belongs to, as its caller says (W3C Trace Context, level 1). It names log lines and decides nothing, so whoever makes one up
 * fools nobody but those who look for it.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId the caller's span, 16 of them
 */
record TraceContext(String traceId, String spanId) {
    static final String HEADER = "traceparent";

    /** What a later version adds comes after a dash (§3.2.2 and §3.4). */
    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** What the header says; nothing if it is not there once, or not as it has to be: a trace of our own would lead nowhere. */
    static Optional<TraceContext> of(List<String> headers) {
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher header = TRACEPARENT.matcher(headers.getFirst());
        return header.matches() && isValid(header)
                ? Optional.of(new TraceContext(header.group(2), header.group(3)))
                : Optional.empty();
    }

    private static boolean isValid(Matcher header) {
        boolean known = !header.group(1).equals(NO_VERSION)
                && (header.group(4) == null || !header.group(1).equals(FIRST_VERSION));
        return known && !header.group(2).equals(NO_TRACE) && !header.group(3).equals(NO_SPAN);
    }
}
