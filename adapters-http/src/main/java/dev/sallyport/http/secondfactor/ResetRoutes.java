package dev.sallyport.http.secondfactor;

import dev.sallyport.application.secondfactor.ResetSecondFactor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.Actors;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code DELETE /api/v1/admin/users/{id}/second-factor}. */
public final class ResetRoutes implements RouteGroup {

    private final ResetSecondFactor resetSecondFactor;
    private final AccessRefusals refusals;

    public ResetRoutes(ResetSecondFactor resetSecondFactor, AccessRefusals refusals) {
        this.resetSecondFactor = resetSecondFactor;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.delete("/api/v1/admin/users/{id}/second-factor", Access.requiring(Delegation.WRITE_USERS), this::reset);
    }

    private Answer reset(Request request, VerifiedAccessToken caller) {
        var command = new ResetSecondFactor.Command(request.idInPath("id", UserId::new), Actors.of(request, caller));
        return switch (resetSecondFactor.handle(command)) {
            case ResetSecondFactor.Result.Reset() -> Answer.of(Response.empty(204));
            case ResetSecondFactor.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
