package dev.sallyport.http.page;

import dev.sallyport.http.routing.Response;
import java.util.Map;

/** What pages that people see have in common: nothing from elsewhere, no inline script or style, no framing (ASVS 3.4.3). */
public final class Pages {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Pages() {}

    public static Response response(int status, Page page) {
        return Response.html(status, page.html())
                .with(Map.of("Content-Security-Policy", POLICY, "Content-Language", "en"));
    }
}
