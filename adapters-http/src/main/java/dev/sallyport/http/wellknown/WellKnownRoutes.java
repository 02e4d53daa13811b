package dev.sallyport.http.wellknown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.session.ReadPublicKeys;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /.well-known/jwks.json}. */
public final class WellKnownRoutes implements RouteGroup {

    /** Verifiers may keep the keys for this long; on schedule, a new key is published three times as long before it signs. */
    private static final String CACHING = "public, max-age=300";

    private final ReadPublicKeys readPublicKeys;

    public WellKnownRoutes(ReadPublicKeys readPublicKeys) {
        this.readPublicKeys = readPublicKeys;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/.well-known/jwks.json", Access.ANYONE, this::keys);
    }

    private Answer keys(Request request) {
        ReadPublicKeys.Result result = readPublicKeys.handle(new ReadPublicKeys.Command());
        ObjectNode json = Json.object();
        ArrayNode keys = json.putArray("keys");
        result.keys().forEach(key -> key.forEach(keys.addObject()::put));
        return Answer.of(Response.of(200, "application/jwk-set+json", Json.bytes(json))
                .with("Cache-Control", CACHING)
                .with("Cross-Origin-Resource-Policy", "cross-origin")
                .unlessKnownTo(request));
    }
}
