package dev.sallyport.http.page;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Map;

/** {@code GET /}, the page that mailed links lead to, and what these pages are made of. */
public final class PageRoutes implements RouteGroup {

    private static final Map<String, String> ASSETS = Map.of(
            "page.css", "text/css; charset=utf-8",
            "verify-email.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final String appName;

    /**
     * The pages of one service.
     *
     * @param appName what the pages call the service
     */
    public PageRoutes(String appName) {
        this.appName = appName;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/", Access.ANYONE, request -> page("welcome.html"));
        routes.get("/verify-email", Access.ANYONE, request -> page("verify-email.html"));
        routes.get("/assets/{file}", Access.ANYONE, PageRoutes::asset);
    }

    private Answer page(String name) {
        return Answer.of(Pages.response(200, Page.named(name).with("appName", appName)));
    }

    private static Answer asset(Request request) {
        String name = request.pathParameter("file");
        String contentType = ASSETS.get(name);
        return contentType == null
                ? Answer.refusing(Problem.NOT_FOUND)
                : Answer.of(Response.of(200, contentType, Resource.bytes(PageRoutes.class, name))
                        .with("Cache-Control", "public, max-age=3600"));
    }
}
