package dev.sallyport.http.secondfactor;

import dev.sallyport.application.secondfactor.ConfirmTotp;
import dev.sallyport.application.secondfactor.EnrolTotp;
import dev.sallyport.application.secondfactor.RemoveSecondFactor;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.reauthentication.EvidenceRequest;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST} and {@code DELETE /api/v1/me/totp}, and {@code POST /api/v1/me/totp/confirm}. */
public final class TotpRoutes implements RouteGroup {

    private final EnrolTotp enrolTotp;
    private final ConfirmTotp confirmTotp;
    private final RemoveSecondFactor removeSecondFactor;
    private final ProofRefusals proofRefusals;

    public TotpRoutes(
            EnrolTotp enrolTotp,
            ConfirmTotp confirmTotp,
            RemoveSecondFactor removeSecondFactor,
            ProofRefusals proofRefusals) {
        this.enrolTotp = enrolTotp;
        this.confirmTotp = confirmTotp;
        this.removeSecondFactor = removeSecondFactor;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/me/totp", Access.SIGNED_IN_TO_ENROL, this::enrol);
        routes.post("/api/v1/me/totp/confirm", Access.SIGNED_IN_TO_ENROL, this::confirm);
        routes.delete("/api/v1/me/totp", Access.SIGNED_IN, this::remove);
    }

    private Answer enrol(Request request, VerifiedAccessToken caller) {
        EvidenceRequest given = EvidenceRequest.from(request.bodyOrNothing());
        return switch (enrolTotp.handle(new EnrolTotp.Command(caller, given.evidence(), request.client()))) {
            case EnrolTotp.Result.Enrolled enrolled -> Answer.of(Response.json(201, SecondFactorJson.of(enrolled)));
            case EnrolTotp.Result.AlreadyEnrolled() -> Answer.refusing(Problem.SECOND_FACTOR_ALREADY_ENROLLED);
            case EnrolTotp.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }

    private Answer confirm(Request request, VerifiedAccessToken caller) {
        ConfirmTotpRequest shown = ConfirmTotpRequest.from(request.body());
        return switch (confirmTotp.handle(new ConfirmTotp.Command(caller, shown.code(), request.client()))) {
            case ConfirmTotp.Result.Confirmed(var codes) -> Answer.of(Response.json(200, SecondFactorJson.of(codes)));
            case ConfirmTotp.Result.WrongCode() -> Answer.refusing(Problem.INVALID_CODE);
            case ConfirmTotp.Result.NothingToConfirm() -> Answer.refusing(Problem.NO_ENROLLMENT_PENDING);
            case ConfirmTotp.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case ConfirmTotp.Result.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }

    private Answer remove(Request request, VerifiedAccessToken caller) {
        EvidenceRequest given = EvidenceRequest.from(request.bodyOrNothing());
        var command = new RemoveSecondFactor.Command(caller, given.evidence(), request.client());
        return switch (removeSecondFactor.handle(command)) {
            case RemoveSecondFactor.Result.Removed() -> Answer.of(Response.empty(204));
            case RemoveSecondFactor.Result.NotEnrolled() -> Answer.refusing(Problem.SECOND_FACTOR_NOT_ENROLLED);
            case RemoveSecondFactor.Result.Refused(var why) -> proofRefusals.answer(why);
        };
    }
}
