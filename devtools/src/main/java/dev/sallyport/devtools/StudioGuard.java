package dev.sallyport.devtools;

import com.sun.net.httpserver.Headers;
import java.util.List;

/** Keeps pages elsewhere from using the data browser by way of its developer's browser. */
final class StudioGuard {
    private StudioGuard() {}

    /**
     * Whether a request comes by a name that is ours (no DNS rebinding), and not at the word of a page elsewhere (no forgery); only a
     * link may lead to the entrance from anywhere.
     */
    static boolean allows(Headers headers, boolean entrance) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        return LocalHosts.LOOPBACK.allow(hosts) && (isOwn(headers, hosts.getFirst()) || (entrance && isLink(headers)));
    }

    private static boolean isOwn(Headers headers, String host) {
        String site = headers.getFirst("Sec-Fetch-Site");
        String origin = headers.getFirst("Origin");
        return (site == null || site.equals("none") || site.equals("same-origin"))
                && (origin == null || origin.equals("http://" + host));
    }

    private static boolean isLink(Headers headers) {
        return "navigate".equals(headers.getFirst("Sec-Fetch-Mode")) && headers.getFirst("Origin") == null;
    }
}
