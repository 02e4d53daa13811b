package dev.sallyport.http.session;

import dev.sallyport.application.session.EndOtherSessions;
import dev.sallyport.application.session.EndOwnSession;
import dev.sallyport.application.session.ListSessions;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Page;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET} and {@code DELETE /api/v1/me/sessions}, and {@code DELETE /api/v1/me/sessions/{id}}. */
public final class OwnSessionsRoutes implements RouteGroup {

    private final ListSessions listSessions;
    private final EndOwnSession endOwnSession;
    private final EndOtherSessions endOtherSessions;

    public OwnSessionsRoutes(
            ListSessions listSessions, EndOwnSession endOwnSession, EndOtherSessions endOtherSessions) {
        this.listSessions = listSessions;
        this.endOwnSession = endOwnSession;
        this.endOtherSessions = endOtherSessions;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/me/sessions", Access.SIGNED_IN, this::list);
        routes.delete("/api/v1/me/sessions", Access.SIGNED_IN, this::endOthers);
        routes.delete("/api/v1/me/sessions/{id}", Access.SIGNED_IN, this::end);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        Page page = Page.from(request.query());
        SessionId before = page.after() == null ? null : new SessionId(page.after());
        ListSessions.Result result = listSessions.handle(new ListSessions.Command(caller, before, page.limit()));
        return Answer.of(Response.json(
                200,
                Page.json(
                        result.sessions(),
                        result.more(),
                        session -> session.id().value(),
                        session -> SessionJson.of(session, session.id().equals(result.current())))));
    }

    private Answer end(Request request, VerifiedAccessToken caller) {
        SessionId session = request.idInPath("id", SessionId::new);
        return switch (endOwnSession.handle(new EndOwnSession.Command(caller, session, request.client()))) {
            case EndOwnSession.Result.Ended() -> Answer.of(Response.empty(204));
            case EndOwnSession.Result.NotFound() -> Answer.refusing(Problem.NOT_FOUND);
        };
    }

    private Answer endOthers(Request request, VerifiedAccessToken caller) {
        endOtherSessions.handle(new EndOtherSessions.Command(caller, request.client()));
        return Answer.of(Response.empty(204));
    }
}
