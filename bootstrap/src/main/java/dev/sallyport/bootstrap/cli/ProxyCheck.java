package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.ClientSettings;
import dev.sallyport.bootstrap.config.ServerSettings;
import dev.sallyport.http.forwarding.ClientResolver;
import dev.sallyport.http.forwarding.Resolution;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells whose word is taken on where requests come from, and what comes of it for one of them. */
final class ProxyCheck {
    private static final String PROXIES = "proxies";
    private static final String REQUEST = "request";

    private final ServerSettings settings;
    private final ClientSettings clients;

    ProxyCheck(ServerSettings settings, ClientSettings clients) {
        this.settings = settings;
        this.clients = clients;
    }

    void run(Optional<SampleRequest> sample, Consumer<Finding> tell) {
        tell.accept(proxies());
        sample.ifPresent(request -> tell.accept(request(request)));
    }

    private Finding proxies() {
        if (settings.trustedProxies().overlap(clients.allowed().ranges())) {
            return Finding.warning(
                    PROXIES,
                    "TRUSTED_PROXIES and CLIENT_ALLOWLIST have addresses in common. These count as proxies, so that their requests"
                            + " are limited. Name in TRUSTED_PROXIES the proxies alone.");
        }
        if (!settings.trustedProxies().isEmpty()) {
            return Finding.ok(
                    PROXIES,
                    "TRUSTED_PROXIES has " + settings.trustedProxies()
                            + "; of requests from there, the client is whom X-Forwarded-For or Forwarded names.");
        }
        return settings.publicUrl().getScheme().equals("https")
                ? Finding.warning(
                        PROXIES,
                        "PUBLIC_URL is https, so something in front of this server speaks TLS, and TRUSTED_PROXIES is empty:"
                                + " all clients will look like that one, and share its limits. Set TRUSTED_PROXIES to its"
                                + " addresses, such as 10.0.0.0/8.")
                : Finding.ok(PROXIES, "none is trusted; a client is whoever connects, and headers are not read.");
    }

    private Finding request(SampleRequest request) {
        Resolution resolution = new ClientResolver(settings.trustedProxies())
                .resolve(request.peer(), request.values("X-Forwarded-For"), request.values("Forwarded"));
        String taken = "a request from " + request.peer()
                + (request.headers().isEmpty() ? "" : " with these headers")
                + " is taken for " + resolution.client()
                + " (counted as " + resolution.client().network() + "), because ";
        return switch (resolution.reason()) {
            case NO_PROXY -> Finding.ok(REQUEST, taken + "it is not in TRUSTED_PROXIES, so that headers are not read.");
            case NOBODY_NAMED ->
                Finding.warning(
                        REQUEST,
                        taken + "it is in TRUSTED_PROXIES, and neither X-Forwarded-For nor Forwarded names anybody."
                                + " Have the proxy add one of the two.");
            case NAMED ->
                Finding.ok(REQUEST, taken + "that is the right-most address named that is not in TRUSTED_PROXIES.");
            case PROXIES_ALONE ->
                Finding.ok(
                        REQUEST,
                        taken + "all addresses named are in TRUSTED_PROXIES, and that is the left-most of them.");
            case UNREADABLE ->
                Finding.warning(
                        REQUEST,
                        taken
                                + "that is the last one that a trusted proxy vouches for: what is named before it is hidden,"
                                + " or no address.");
            case TOO_MANY_HOPS -> Finding.warning(REQUEST, taken + "nobody follows more hops than the last hundred.");
            case CONTRADICTION ->
                Finding.warning(
                        REQUEST,
                        taken + "X-Forwarded-For and Forwarded name different clients, so that neither is believed."
                                + " Have the proxy remove the one that it does not write.");
        };
    }
}
