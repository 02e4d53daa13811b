package dev.sallyport.http.admin;

import dev.sallyport.application.admin.ReinstateUser;
import dev.sallyport.application.admin.SendPasswordReset;
import dev.sallyport.application.admin.SuspendUser;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.Actors;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/admin/users/{id}/suspend}, {@code /reinstate} and {@code /password-reset}. */
public final class UserStatusRoutes implements RouteGroup {

    private static final String USER = "/api/v1/admin/users/{id}";
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_USERS);

    private final SuspendUser suspendUser;
    private final ReinstateUser reinstateUser;
    private final SendPasswordReset sendPasswordReset;
    private final AccessRefusals refusals;

    public UserStatusRoutes(
            SuspendUser suspendUser,
            ReinstateUser reinstateUser,
            SendPasswordReset sendPasswordReset,
            AccessRefusals refusals) {
        this.suspendUser = suspendUser;
        this.reinstateUser = reinstateUser;
        this.sendPasswordReset = sendPasswordReset;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post(USER + "/suspend", WRITING, this::suspend);
        routes.post(USER + "/reinstate", WRITING, this::reinstate);
        routes.post(USER + "/password-reset", WRITING, this::sendPasswordReset);
    }

    private Answer suspend(Request request, VerifiedAccessToken caller) {
        var command = new SuspendUser.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (suspendUser.handle(command)) {
            case SuspendUser.Result.Suspended() -> Answer.of(Response.empty(204));
            case SuspendUser.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer reinstate(Request request, VerifiedAccessToken caller) {
        var command = new ReinstateUser.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (reinstateUser.handle(command)) {
            case ReinstateUser.Result.Reinstated() -> Answer.of(Response.empty(204));
            case ReinstateUser.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer sendPasswordReset(Request request, VerifiedAccessToken caller) {
        var command = new SendPasswordReset.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (sendPasswordReset.handle(command)) {
            case SendPasswordReset.Result.Sent() -> Answer.of(Response.empty(204));
            case SendPasswordReset.Result.AccountSuspended() -> Answer.refusing(Problem.ACCOUNT_SUSPENDED);
            case SendPasswordReset.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case SendPasswordReset.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
