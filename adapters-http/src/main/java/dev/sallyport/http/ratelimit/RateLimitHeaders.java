package dev.sallyport.http.ratelimit;

import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Limit;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a caller may know of a budget, in the header fields of draft-ietf-httpapi-ratelimit-headers: {@code RateLimit-Policy} with the quota
 * {@code q} in a window of {@code w} seconds, {@code RateLimit} with what remains, {@code r}, and the seconds {@code t} until there is more.
 * Whose budget it is, they never tell.
 */
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    public static Map<String, String> of(Budget budget) {
        String policy = "\"" + name(budget.limit()) + "\"";
        return Map.of(
                "RateLimit-Policy",
                policy + ";q=" + budget.rate().capacity() + ";w="
                        + wholeSeconds(budget.rate().period()),
                "RateLimit",
                policy + ";r=" + budget.remaining() + ";t=" + wholeSeconds(budget.refill()));
    }

    /** As the limit's setting is called, without what all of them begin with: {@code login-per-ip}. */
    public static String name(Limit limit) {
        return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Rounded up, so that nobody comes back too early. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
