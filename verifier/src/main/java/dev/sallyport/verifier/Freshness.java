package dev.sallyport.verifier;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long fetched keys may be used before they are asked for again (RFC 9111 §5.2.2.1), within reason. */
final class Freshness {
    private static final Duration DEFAULT = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[\\s,])max-age\\s*=\\s*\"?(\\d{1,9})");
    private static final Pattern NOT_AT_ALL = Pattern.compile("(?i)(?:^|[\\s,])(?:no-store|no-cache)(?:[\\s,]|$)");

    private Freshness() {}

    static Duration of(HttpHeaders headers) {
        String said = String.join(",", headers.allValues("Cache-Control"));
        if (NOT_AT_ALL.matcher(said).find()) {
            return SHORTEST;
        }
        Matcher maxAge = MAX_AGE.matcher(said);
        return maxAge.find() ? bounded(Duration.ofSeconds(Long.parseLong(maxAge.group(1)))) : DEFAULT;
    }

    private static Duration bounded(Duration wanted) {
        if (wanted.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
