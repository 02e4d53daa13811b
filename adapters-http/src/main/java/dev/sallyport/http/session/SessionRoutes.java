package dev.sallyport.http.session;

import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/auth/refresh} and {@code /auth/logout}. */
public final class SessionRoutes implements RouteGroup {

    private final RefreshSession refreshSession;
    private final EndSession endSession;
    private final Callers callers;

    public SessionRoutes(RefreshSession refreshSession, EndSession endSession, Callers callers) {
        this.refreshSession = refreshSession;
        this.endSession = endSession;
        this.callers = callers;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/refresh", Access.ANYONE, this::refresh);
        // Anyone, since whoever holds the refresh token may end its session, even when the access token has expired.
        routes.post("/api/v1/auth/logout", Access.ANYONE, this::logout);
    }

    private Answer refresh(Request request) {
        RefreshRequest wanted = RefreshRequest.from(request.body());
        return switch (refreshSession.handle(new RefreshSession.Command(wanted.refreshToken(), request.client()))) {
            case RefreshSession.Result.Refreshed(var signedIn) ->
                Answer.of(Response.json(200, TokensJson.of(signedIn)));
            case RefreshSession.Result.Rejected() -> Answer.refusing(Problem.INVALID_REFRESH_TOKEN);
            case RefreshSession.Result.Limited(var retryAfter) ->
                Answer.refusing(Refusal.until(Problem.TOO_MANY_REQUESTS, retryAfter));
        };
    }

    private Answer logout(Request request) {
        return switch (endSession.handle(sessionToEnd(request))) {
            case EndSession.Result.Ended() -> Answer.of(Response.empty(204));
            case EndSession.Result.Rejected() -> Answer.refusing(Problem.INVALID_REFRESH_TOKEN);
        };
    }

    /** A refresh token goes before the access token that many clients send along with everything. */
    private EndSession.Command sessionToEnd(Request request) {
        RefreshToken refreshToken = request.bodyIfAny()
                .map(LogoutRequest::from)
                .map(LogoutRequest::refreshToken)
                .orElse(null);
        return refreshToken == null
                ? new EndSession.Command.ByAccessToken(callers.callerOf(request), request.client())
                : new EndSession.Command.ByRefreshToken(refreshToken, request.client());
    }
}
