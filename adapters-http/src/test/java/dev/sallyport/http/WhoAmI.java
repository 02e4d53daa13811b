package dev.sallyport.http;

import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** Tells callers whom they are taken for. */
final class WhoAmI implements RouteGroup {
    static final String PATH = "/test/who-am-i";

    @Override
    public void register(Routes routes) {
        routes.get(
                PATH,
                Access.ANYONE,
                request -> Answer.of(Response.json(
                        200,
                        Json.object().put("client", request.client().address().toString()))));
    }
}
