package dev.sallyport.devtools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.page.Resource;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.RouteHandler;
import dev.sallyport.http.routing.Routes;
import java.util.List;
import java.util.Map;

/** {@code GET /dev/mail}, for people and for tests, and {@code DELETE /dev/mail}. */
public final class InboxRoutes implements RouteGroup {
    private static final String INBOX = "/dev/mail";

    private static final Map<String, String> ASSETS = Map.of(
            "inbox.css", "text/css; charset=utf-8",
            "inbox.js", "text/javascript; charset=utf-8");

    private final DevInbox inbox;
    private final LocalHosts hosts;

    /**
     * Shows that inbox.
     *
     * @param hosts the names under which it is shown, lest a page elsewhere reads it by DNS rebinding
     */
    InboxRoutes(DevInbox inbox, LocalHosts hosts) {
        this.inbox = inbox;
        this.hosts = hosts;
    }

    @Override
    public void register(Routes routes) {
        routes.get(INBOX, Access.ANYONE, guarded(this::list));
        routes.delete(INBOX, Access.ANYONE, guarded(this::empty));
        routes.get(INBOX + "/{id}/html", Access.ANYONE, guarded(this::html));
        routes.get("/dev/assets/{file}", Access.ANYONE, InboxRoutes::asset);
    }

    private RouteHandler guarded(RouteHandler handler) {
        return request ->
                hosts.allow(request.headers("Host")) ? handler.handle(request) : Answer.refusing(Problem.NOT_FOUND);
    }

    private Answer list(Request request) {
        DevInbox.Content content = inbox.content();
        Response response =
                wantsJson(request) ? Response.json(200, json(content.mails())) : InboxPage.list(content.mails());
        return Answer.of(response.with(Map.of("ETag", "\"" + content.version() + "\"", "Vary", "Accept")));
    }

    private Answer empty(Request request) {
        inbox.empty();
        return Answer.of(Response.empty(204));
    }

    private Answer html(Request request) {
        return inbox.find(request.pathParameter("id"))
                .map(received -> Answer.of(InboxPage.html(received.mail())))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private static Answer asset(Request request) {
        String name = request.pathParameter("file");
        String contentType = ASSETS.get(name);
        return contentType == null
                ? Answer.refusing(Problem.NOT_FOUND)
                : Answer.of(Response.of(200, contentType, Resource.bytes(InboxRoutes.class, name)));
    }

    private static boolean wantsJson(Request request) {
        return request.headers("Accept").stream().anyMatch(accepted -> accepted.contains(Json.CONTENT_TYPE));
    }

    private static ArrayNode json(List<DevInbox.Received> mails) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DevInbox.Received received : mails) {
            Mail mail = received.mail();
            array.addObject()
                    .put("id", mail.id().toString())
                    .put("to", mail.to().value())
                    .put("subject", mail.content().subject())
                    .put("text", mail.content().text())
                    .put("html", mail.content().html())
                    .put("sentAt", Json.time(received.sentAt()));
        }
        return array;
    }
}
