package dev.sallyport.devtools;

import dev.sallyport.http.page.Resource;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Map;

/** {@code GET /dev/assets/{file}}: what the developer's pages are made of. */
public final class DevAssets implements RouteGroup {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> ASSETS =
            Map.of("mail.css", "text/css; charset=utf-8", "frame.js", SCRIPT, "inbox.js", SCRIPT, "gallery.js", SCRIPT);

    @Override
    public void register(Routes routes) {
        routes.get("/dev/assets/{file}", Access.ANYONE, DevAssets::asset);
    }

    private static Answer asset(Request request) {
        String name = request.pathParameter("file");
        String contentType = ASSETS.get(name);
        return contentType == null
                ? Answer.refusing(Problem.NOT_FOUND)
                : Answer.of(Response.of(200, contentType, Resource.bytes(DevAssets.class, name)));
    }
}
