package dev.sallyport.http.routing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that every response has unless its route says otherwise (ASVS 3.4, 14.3.2). */
final class SecurityHeaders {

    private final Map<String, String> all = new LinkedHashMap<>();

    SecurityHeaders(URI publicUrl) {
        all.put("X-Content-Type-Options", "nosniff");
        all.put("Referrer-Policy", "no-referrer");
        all.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        all.put("Cross-Origin-Opener-Policy", "same-origin");
        all.put("Cache-Control", "no-store");
        if ("https".equalsIgnoreCase(publicUrl.getScheme())) {
            all.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    Map<String, String> all() {
        return all;
    }
}
