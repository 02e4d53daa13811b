package dev.sallyport.http.secondfactor;

import dev.sallyport.application.secondfactor.RenewRecoveryCodes;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.reauthentication.EvidenceRequest;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/me/recovery-codes}. */
public final class RecoveryCodeRoutes implements RouteGroup {

    private final RenewRecoveryCodes renewRecoveryCodes;
    private final ProofRefusals proofRefusals;

    public RecoveryCodeRoutes(RenewRecoveryCodes renewRecoveryCodes, ProofRefusals proofRefusals) {
        this.renewRecoveryCodes = renewRecoveryCodes;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/me/recovery-codes", Access.SIGNED_IN, this::renew);
    }

    private Answer renew(Request request, VerifiedAccessToken caller) {
        EvidenceRequest given = EvidenceRequest.from(request.bodyOrNothing());
        var command = new RenewRecoveryCodes.Command(caller, given.evidence(), request.client());
        return switch (renewRecoveryCodes.handle(command)) {
            case RenewRecoveryCodes.Result.Renewed(var codes) ->
                Answer.of(Response.json(200, SecondFactorJson.of(codes)));
            case RenewRecoveryCodes.Result.NotEnrolled() -> Answer.refusing(Problem.SECOND_FACTOR_NOT_ENROLLED);
            case RenewRecoveryCodes.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }
}
