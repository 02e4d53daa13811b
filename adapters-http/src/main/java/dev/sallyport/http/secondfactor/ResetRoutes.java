package dev.sallyport.http.secondfactor;

import dev.sallyport.application.secondfactor.ResetSecondFactor;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code DELETE /api/v1/admin/users/{id}/second-factor}. */
public final class ResetRoutes implements RouteGroup {

    private final ResetSecondFactor resetSecondFactor;
    private final ProofRefusals proofRefusals;

    public ResetRoutes(ResetSecondFactor resetSecondFactor, ProofRefusals proofRefusals) {
        this.resetSecondFactor = resetSecondFactor;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.delete(
                "/api/v1/admin/users/{id}/second-factor", Access.requiring(ResetSecondFactor.NEEDED), this::reset);
    }

    private Answer reset(Request request, VerifiedAccessToken caller) {
        UserId user = request.idInPath("id", UserId::new);
        return switch (resetSecondFactor.handle(new ResetSecondFactor.Command(caller, user, request.client()))) {
            case ResetSecondFactor.Result.Reset() -> Answer.of(Response.empty(204));
            case ResetSecondFactor.Result.UnknownUser() -> Answer.refusing(Problem.NOT_FOUND);
            case ResetSecondFactor.Result.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
            case ResetSecondFactor.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }
}
