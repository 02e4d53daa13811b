package dev.sallyport.http.docs;

import dev.sallyport.http.page.Page;
import dev.sallyport.http.page.Pages;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Map;

/** {@code GET /openapi.yaml}, and Swagger UI to read it with at {@code /docs}. All of it comes from here and is read when asked for. */
public final class DocsRoutes implements RouteGroup {

    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";

    /** Nothing else of Swagger UI is served, whatever its jar holds. */
    private static final Map<String, String> SWAGGER_UI =
            Map.of("swagger-ui.css", CSS, "swagger-ui-bundle.js", JAVASCRIPT);

    private static final Map<String, String> OWN = Map.of("docs.css", CSS, "docs.js", JAVASCRIPT);

    private final String appName;

    /**
     * The description of one service.
     *
     * @param appName what the page calls the service
     */
    public DocsRoutes(String appName) {
        this.appName = appName;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/openapi.yaml", Access.ANYONE, request -> openApi());
        routes.get("/docs", Access.ANYONE, request -> page());
        routes.get("/docs/{file}", Access.ANYONE, DocsRoutes::file);
    }

    private static Answer openApi() {
        return Answer.of(Response.of(200, "application/yaml", Resource.bytes(DocsRoutes.class, "/openapi.yaml"))
                .with("Cache-Control", "public, max-age=300"));
    }

    private Answer page() {
        Page page = new Page(Resource.text(DocsRoutes.class, "docs.html")).with("appName", appName);
        return Answer.of(Pages.response(200, page));
    }

    private static Answer file(Request request) {
        String name = request.pathParameter("file");
        if (OWN.containsKey(name)) {
            return asset(OWN.get(name), Resource.bytes(DocsRoutes.class, name));
        }
        if (SWAGGER_UI.containsKey(name)) {
            return asset(SWAGGER_UI.get(name), Resource.bytes(DocsRoutes.class, swaggerUiFolder() + name));
        }
        return Answer.refusing(Problem.NOT_FOUND);
    }

    private static Answer asset(String contentType, byte[] content) {
        return Answer.of(Response.of(200, contentType, content).with("Cache-Control", "public, max-age=3600"));
    }

    /** Its jar keeps the files in a folder named after its version, which the build writes down. */
    private static String swaggerUiFolder() {
        return "/META-INF/resources/webjars/swagger-ui/"
                + Resource.text(DocsRoutes.class, "swagger-ui.version").strip() + "/";
    }
}
