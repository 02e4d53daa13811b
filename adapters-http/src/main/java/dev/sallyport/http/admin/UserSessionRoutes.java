package dev.sallyport.http.admin;

import dev.sallyport.application.admin.EndUserSession;
import dev.sallyport.application.admin.EndUserSessions;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.Actors;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/admin/users/{id}/end-sessions}, and {@code DELETE /api/v1/admin/users/{id}/sessions/{sid}}. */
public final class UserSessionRoutes implements RouteGroup {

    private static final String USER = "/api/v1/admin/users/{id}";
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_USERS);

    private final EndUserSessions endUserSessions;
    private final EndUserSession endUserSession;
    private final AccessRefusals refusals;

    public UserSessionRoutes(EndUserSessions endUserSessions, EndUserSession endUserSession, AccessRefusals refusals) {
        this.endUserSessions = endUserSessions;
        this.endUserSession = endUserSession;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post(USER + "/end-sessions", WRITING, this::endAll);
        routes.delete(USER + "/sessions/{sid}", WRITING, this::endOne);
    }

    private Answer endAll(Request request, VerifiedAccessToken caller) {
        var command = new EndUserSessions.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (endUserSessions.handle(command)) {
            case EndUserSessions.Result.Ended ended -> Answer.of(Response.empty(204));
            case EndUserSessions.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer endOne(Request request, VerifiedAccessToken caller) {
        var command = new EndUserSession.Command(
                request.idInPath("id", UserId::new),
                request.idInPath("sid", SessionId::new),
                Actors.of(request, caller));
        return switch (endUserSession.handle(command)) {
            case EndUserSession.Result.Ended() -> Answer.of(Response.empty(204));
            case EndUserSession.Result.NotFound() -> Answer.refusing(Problem.NOT_FOUND);
            case EndUserSession.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
