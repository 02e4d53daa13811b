package dev.sallyport.http.page;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Map;

/** {@code GET /}, the pages that mailed links lead to, and what these pages are made of. */
public final class PageRoutes implements RouteGroup {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> ASSETS = Map.ofEntries(
            Map.entry("page.css", "text/css; charset=utf-8"),
            Map.entry("form.js", SCRIPT),
            Map.entry("bot-challenge.js", SCRIPT),
            Map.entry("proof-of-work.js", SCRIPT),
            Map.entry("verify-email.js", SCRIPT),
            Map.entry("forgot-password.js", SCRIPT),
            Map.entry("new-password.js", SCRIPT),
            Map.entry("reset-password.js", SCRIPT),
            Map.entry("accept-invitation.js", SCRIPT),
            Map.entry("undo-email-change.js", SCRIPT),
            Map.entry("keep-account.js", SCRIPT),
            Map.entry("icon.svg", "image/svg+xml"));

    private final String appName;
    private final int minPasswordLength;

    /**
     * The pages of one service.
     *
     * @param appName what the pages call the service
     * @param minPasswordLength how many characters a password must have that is chosen on one of them
     */
    public PageRoutes(String appName, int minPasswordLength) {
        this.appName = appName;
        this.minPasswordLength = minPasswordLength;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/", Access.ANYONE, request -> page(Page.named("welcome.html")));
        addForm(routes, "verify-email", "Confirm your address");
        addForm(routes, "forgot-password", "Forgot your password?");
        addForm(routes, "reset-password", "Choose a new password");
        addForm(routes, "accept-invitation", "Make your account");
        addForm(routes, "undo-email-change", "Undo the change of address");
        addForm(routes, "keep-account", "Keep your account");
        routes.get("/assets/{file}", Access.ANYONE, PageRoutes::asset);
    }

    private void addForm(Routes routes, String name, String title) {
        routes.get("/" + name, Access.ANYONE, request -> page(form(name, title)));
    }

    private Page form(String name, String title) {
        String content = Resource.text(PageRoutes.class, name + ".html").stripTrailing();
        return Page.named("form-page.html")
                .withHtml("content", content)
                .with("name", name)
                .with("title", title)
                .with("minLength", Integer.toString(minPasswordLength));
    }

    private Answer page(Page page) {
        return Answer.of(Pages.response(200, page.with("appName", appName)));
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
