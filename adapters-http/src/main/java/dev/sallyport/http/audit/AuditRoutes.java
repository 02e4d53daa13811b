package dev.sallyport.http.audit;

import dev.sallyport.application.audit.ListAuditEvents;
import dev.sallyport.application.audit.ListOwnActivity;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.NamedPage;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /api/v1/admin/audit-events} and {@code GET /api/v1/me/activity}. */
public final class AuditRoutes implements RouteGroup {

    private final ListAuditEvents listAuditEvents;
    private final ListOwnActivity listOwnActivity;

    public AuditRoutes(ListAuditEvents listAuditEvents, ListOwnActivity listOwnActivity) {
        this.listAuditEvents = listAuditEvents;
        this.listOwnActivity = listOwnActivity;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/admin/audit-events", Access.requiring(ListAuditEvents.NEEDED), this::list);
        routes.get("/api/v1/me/activity", Access.SIGNED_IN, this::listOwn);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        AuditQuery query = AuditQuery.from(request.query());
        return switch (listAuditEvents.handle(query.command(caller))) {
            case ListAuditEvents.Result.Found(var events, var more) ->
                Answer.of(Response.json(200, NamedPage.json(events, more, AuditRoutes::position, AuditEventJson::of)));
            case ListAuditEvents.Result.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
        };
    }

    private Answer listOwn(Request request, VerifiedAccessToken caller) {
        NamedPage<AuditPosition> page = NamedPage.from(request.query(), AuditPosition::parse);
        ListOwnActivity.Result result =
                listOwnActivity.handle(new ListOwnActivity.Command(caller, page.after(), page.limit()));
        return Answer.of(Response.json(
                200, NamedPage.json(result.events(), result.more(), AuditRoutes::position, AuditEventJson::ofOwn)));
    }

    private static String position(RecordedEvent event) {
        return event.position().toString();
    }
}
