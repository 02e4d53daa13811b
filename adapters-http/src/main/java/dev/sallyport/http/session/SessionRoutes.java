package dev.sallyport.http.session;

import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Optional;

/** {@code POST /api/v1/auth/refresh} and {@code /auth/logout}. */
public final class SessionRoutes implements RouteGroup {

    private final RefreshSession refreshSession;
    private final EndSession endSession;
    private final Callers callers;
    private final TrustedPages pages;

    /**
     * The routes on these use cases.
     *
     * @param pages whose pages may refresh and sign out by cookie
     */
    public SessionRoutes(RefreshSession refreshSession, EndSession endSession, Callers callers, TrustedPages pages) {
        this.refreshSession = refreshSession;
        this.endSession = endSession;
        this.callers = callers;
        this.pages = pages;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/refresh", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::refresh);
        // Anyone, since whoever holds the refresh token may end its session, even when the access token has expired.
        routes.post("/api/v1/auth/logout", Access.ANYONE, this::logout);
    }

    private Answer refresh(Request request) {
        Optional<RefreshToken> inCookie = RefreshCookie.in(request);
        RefreshRequest wanted = inCookie.isPresent() || TrustedPages.isFromBrowser(request)
                ? request.bodyIfAny().map(RefreshRequest::fromBrowser).orElse(RefreshRequest.BY_COOKIE)
                : RefreshRequest.fromProgram(request.body());
        if (wanted.refreshToken() != null) {
            return refresh(wanted.refreshToken(), TokensAnswer.IN_BODY, request);
        }
        pages.require(request);
        // Whatever else the request wishes for: what came in the cookie never goes where scripts can read it.
        return inCookie.map(token -> refresh(token, TokensAnswer.IN_COOKIE, request))
                .orElseThrow(() -> new RequestRefused(Problem.INVALID_REFRESH_TOKEN));
    }

    /** A refusal leaves the cookie alone: another tab may have put a newer one there meanwhile. */
    private Answer refresh(RefreshToken presented, TokensAnswer tokens, Request request) {
        return switch (refreshSession.handle(new RefreshSession.Command(presented, request.client()))) {
            case RefreshSession.Result.Refreshed(var signedIn) -> tokens.to(signedIn);
            case RefreshSession.Result.Rejected() -> Answer.refusing(Problem.INVALID_REFRESH_TOKEN);
            case RefreshSession.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }

    /**
     * The refresh token in the body names the session, else that in the cookie, else the access token, which many clients send along
     * with everything. The cookie goes before it because it is what keeps a browser signed in.
     */
    private Answer logout(Request request) {
        RefreshToken inBody = request.bodyIfAny()
                .map(LogoutRequest::from)
                .map(LogoutRequest::refreshToken)
                .orElse(null);
        if (inBody != null) {
            return logout(new EndSession.Command.ByRefreshToken(inBody, request.client()));
        }
        return RefreshCookie.in(request)
                .map(token -> logoutByCookie(token, request))
                .orElseGet(() -> logout(
                        new EndSession.Command.ByAccessToken(callers.callerOfAnyScope(request), request.client())));
    }

    private Answer logout(EndSession.Command command) {
        return switch (endSession.handle(command)) {
            case EndSession.Result.Ended() -> Answer.of(Response.empty(204));
            case EndSession.Result.Rejected() -> Answer.refusing(Problem.INVALID_REFRESH_TOKEN);
        };
    }

    private Answer logoutByCookie(RefreshToken token, Request request) {
        pages.require(request);
        Response signedOut = RefreshCookie.remove(Response.empty(204));
        return switch (endSession.handle(new EndSession.Command.ByRefreshToken(token, request.client()))) {
            case EndSession.Result.Ended() -> Answer.of(signedOut);
            // A cookie that is worth nothing goes, too: without it the browser is as signed out as it was to be.
            case EndSession.Result.Rejected() -> Answer.of(signedOut);
        };
    }
}
