package dev.sallyport.http.session;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Request;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The pages that may sign in, refresh and sign out by cookie: those of the server's own origin and those of {@code CORS_ORIGINS}.
 * A browser sends a cookie along for whichever page asks, so each request that uses or sets one must say which page that is. Browsers say it in
 * headers that scripts cannot set (Fetch Standard, W3C Fetch Metadata; ASVS 3.5.1, 3.5.3).
 */
public final class TrustedPages {

    private static final String ORIGIN = "Origin";
    private static final String SITE = "Sec-Fetch-Site";
    private static final Set<String> OTHER_ORIGINS = Set.of("same-site", "cross-site");

    private final Set<String> origins;

    /**
     * The pages of these origins.
     *
     * @param publicUrl where the server's own pages are
     * @param corsOrigins whose pages may call the API, exactly as browsers write them
     */
    public TrustedPages(URI publicUrl, List<String> corsOrigins) {
        Set<String> all = new HashSet<>(corsOrigins);
        all.add(originOf(publicUrl));
        this.origins = Set.copyOf(all);
    }

    /** As browsers write it: in lower case, without the port that goes without saying (RFC 6454 §6.2). */
    private static String originOf(URI url) {
        String origin = (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT);
        boolean usualPort = url.getPort() == (origin.startsWith("https:") ? 443 : 80);
        return url.getPort() < 0 || usualPort ? origin : origin + ":" + url.getPort();
    }

    /** Whether a browser says that it sent the request; programs say nothing. */
    static boolean isFromBrowser(Request request) {
        return !request.headers(ORIGIN).isEmpty() || !request.headers(SITE).isEmpty();
    }

    /**
     * Lets nobody else's request pass.
     *
     * @throws RequestRefused 403 if the request does not show that one of these pages had it sent
     */
    void require(Request request) {
        if (!isFromOneOfThem(request.headers(ORIGIN), request.headers(SITE))) {
            throw new RequestRefused(Problem.CROSS_SITE_REQUEST);
        }
    }

    private boolean isFromOneOfThem(List<String> origin, List<String> site) {
        if (origin.size() > 1 || site.size() > 1 || origin.contains("null")) {
            return false;
        }
        // Only the browser knows by which address it reached us; a proxy in between may have changed what we see of it.
        if (site.contains("same-origin")) {
            return true;
        }
        return origins.containsAll(origin) && !origin.isEmpty() && OTHER_ORIGINS.containsAll(site);
    }
}
