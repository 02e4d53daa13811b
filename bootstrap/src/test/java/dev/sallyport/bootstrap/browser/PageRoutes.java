package dev.sallyport.bootstrap.browser;

import dev.sallyport.http.page.Resource;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** A page that signs in, on the server's own origin. */
final class PageRoutes implements RouteGroup {
    @Override
    public void register(Routes routes) {
        routes.get("/app", Access.ANYONE, request -> file("page.html", "text/html; charset=utf-8"));
        for (String script : new String[] {"page.js", "session.js"}) {
            routes.get("/app/" + script, Access.ANYONE, request -> file(script, "text/javascript; charset=utf-8"));
        }
    }

    private static Answer file(String name, String contentType) {
        return Answer.of(Response.of(200, contentType, Resource.bytes(PageRoutes.class, name))
                .with("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'"));
    }
}
