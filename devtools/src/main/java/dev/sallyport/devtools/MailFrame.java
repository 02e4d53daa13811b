package dev.sallyport.devtools;

import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Pages;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Response;
import java.net.URI;
import java.util.Optional;

/** How mails look: shown in frames that may neither run scripts nor touch the page around them. */
final class MailFrame {
    /** For pages that have such frames in them. */
    private static final String POLICY_AROUND =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /**
     * As mail programs do: no scripts, nothing from elsewhere; links open beside. Since nothing runs there, it may share our origin, by
     * which the page around it can see how high it is.
     */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
                    + "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; img-src data:";

    private final String policy;

    /**
     * Frames for the mails of one service.
     *
     * @param logo the only picture from elsewhere that its mails show
     */
    MailFrame(Optional<URI> logo) {
        this.policy = POLICY + logo.map(MailFrame::origin).orElse("");
    }

    private static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return " " + address.getScheme() + "://" + address.getHost() + port;
    }

    /** What a frame shows. Browsers add what comes in front to the mail's own head, and overlook that it says again what it is. */
    Response content(String html) {
        return Response.html(200, "<!DOCTYPE html><base target=\"_blank\">" + html)
                .with("Content-Security-Policy", policy);
    }

    /**
     * The element that shows it.
     *
     * @param address of its content
     */
    static String element(String address) {
        return new Page(Resource.text(MailFrame.class, "frame.html"))
                .with("address", address)
                .html();
    }

    /** A page around it. */
    static Response around(Page page) {
        return Pages.response(200, page).with("Content-Security-Policy", POLICY_AROUND);
    }
}
