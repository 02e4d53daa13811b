package dev.sallyport.http.session;

import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie in which a browser keeps the refresh token. No script can read it, no page of another site makes the browser send it, and neither
 * a subdomain nor plain http can plant one: {@code __Host-} sees to that (RFC 6265bis; ASVS 3.3.1–3.3.4).
 */
final class RefreshCookie {

    static final String NAME = "__Host-sallyport-refresh";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

    private RefreshCookie() {}

    /** The token that came with the request; an empty one is none. */
    static Optional<RefreshToken> in(Request request) {
        List<String> values = request.headers("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .toList();
        // Nobody can tell which of several is meant. Put together they are no token of ours, and refused like any other
        // forgery.
        return Optional.of(String.join(";", values))
                .filter(value -> !value.isEmpty())
                .map(RefreshToken::of);
    }

    static Response keep(RefreshToken token, Duration lifetime, Response response) {
        return response.with(
                "Set-Cookie", NAME + "=" + token.reveal() + "; Max-Age=" + lifetime.toSeconds() + ATTRIBUTES);
    }

    /** Attributes and all, or browsers would take it for another cookie. */
    static Response remove(Response response) {
        return response.with("Set-Cookie", NAME + "=; Max-Age=0" + ATTRIBUTES);
    }
}
