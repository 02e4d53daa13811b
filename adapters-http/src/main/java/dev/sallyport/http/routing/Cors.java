package dev.sallyport.http.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets pages of listed origins call us, with the refresh token's cookie, by exact match and never by wildcard (ASVS 3.4.2). */
final class Cors {

    private static final String READABLE = "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate";
    private static final String SENDABLE = "Authorization, Content-Type, X-Request-Id, X-Token-Delivery";

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** The headers of an answer to a request from there. */
    Map<String, String> headers(@Nullable String origin) {
        if (origins.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Vary", "Origin");
        if (origin != null && origins.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Credentials", "true");
            headers.put("Access-Control-Expose-Headers", READABLE);
        }
        return headers;
    }

    /** What else the answer to a preflight needs. */
    Map<String, String> preflight(@Nullable String origin, @Nullable String method, String allowedMethods) {
        if (origin == null || method == null || !origins.contains(origin)) {
            return Map.of();
        }
        return Map.of(
                "Access-Control-Allow-Methods", allowedMethods,
                "Access-Control-Allow-Headers", SENDABLE,
                "Access-Control-Max-Age", "600");
    }
}
