package dev.sallyport.http.signin;

import dev.sallyport.application.signin.StepUp;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.session.TokenDelivery;
import dev.sallyport.http.session.TokensAnswer;

/** {@code POST /api/v1/auth/step-up}. */
public final class StepUpRoutes implements RouteGroup {

    private final StepUp stepUp;
    private final TokenDelivery delivery;
    private final ProofRefusals proofRefusals;

    public StepUpRoutes(StepUp stepUp, TokenDelivery delivery, ProofRefusals proofRefusals) {
        this.stepUp = stepUp;
        this.delivery = delivery;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/step-up", Access.SIGNED_IN, this::stepUp);
    }

    private Answer stepUp(Request request, VerifiedAccessToken caller) {
        TokensAnswer tokens = delivery.wantedBy(request);
        StepUpRequest given = StepUpRequest.from(request.body());
        var command = new StepUp.Command(caller, given.password(), given.answer(), request.client());
        return switch (stepUp.handle(command)) {
            case StepUp.Result.SteppedUp(var signedIn) -> tokens.to(signedIn);
            case StepUp.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }
}
