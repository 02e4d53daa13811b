package dev.sallyport.http.account;

import dev.sallyport.application.account.ConfirmEmailChange;
import dev.sallyport.application.account.RequestEmailChange;
import dev.sallyport.application.account.UndoEmailChange;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.InputError;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.List;

/** {@code POST /api/v1/me/email} and {@code /me/email/confirm}, and {@code POST /api/v1/auth/email/undo}. */
public final class EmailRoutes implements RouteGroup {

    private static final InputError UNCHANGED = new InputError("/newEmail", "unchanged");

    private final RequestEmailChange requestEmailChange;
    private final ConfirmEmailChange confirmEmailChange;
    private final UndoEmailChange undoEmailChange;
    private final ProofRefusals proofRefusals;

    public EmailRoutes(
            RequestEmailChange requestEmailChange,
            ConfirmEmailChange confirmEmailChange,
            UndoEmailChange undoEmailChange,
            ProofRefusals proofRefusals) {
        this.requestEmailChange = requestEmailChange;
        this.confirmEmailChange = confirmEmailChange;
        this.undoEmailChange = undoEmailChange;
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/me/email", Access.SIGNED_IN, this::request);
        routes.post("/api/v1/me/email/confirm", Access.SIGNED_IN, Counted.BY_ITS_USE_CASE, this::confirm);
        // Anyone, since whoever took an account over has ended its owner's sessions.
        routes.post("/api/v1/auth/email/undo", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::undo);
    }

    private Answer request(Request request, VerifiedAccessToken caller) {
        ChangeEmailRequest wanted = ChangeEmailRequest.from(request.body());
        var command = new RequestEmailChange.Command(caller, wanted.newEmail(), wanted.evidence(), request.client());
        return switch (requestEmailChange.handle(command)) {
            case RequestEmailChange.Result.Accepted(var codeLifetime) ->
                Answer.of(Response.json(202, Json.object().put("expiresIn", codeLifetime.toSeconds())));
            case RequestEmailChange.Result.SameAddress() ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, List.of(UNCHANGED)));
            case RequestEmailChange.Result.BlockedDomain() ->
                Answer.refusing(
                        Refusal.of(Problem.INVALID_INPUT, List.of(new InputError("/newEmail", "blocked-domain"))));
            case RequestEmailChange.Result.Refused(var why) -> proofRefusals.answer(why);
            case RequestEmailChange.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }

    private Answer confirm(Request request, VerifiedAccessToken caller) {
        ConfirmEmailRequest shown = ConfirmEmailRequest.from(request.body());
        var command = new ConfirmEmailChange.Command(caller, shown.code(), request.client());
        return switch (confirmEmailChange.handle(command)) {
            case ConfirmEmailChange.Result.Changed(var user) -> Answer.of(Response.json(200, UserJson.of(user)));
            case ConfirmEmailChange.Result.InvalidCode() -> Answer.refusing(Problem.INVALID_CODE);
            case ConfirmEmailChange.Result.EmailTaken() -> Answer.refusing(Problem.EMAIL_TAKEN);
            case ConfirmEmailChange.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case ConfirmEmailChange.Result.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }

    private Answer undo(Request request) {
        MailedLinkRequest shown = MailedLinkRequest.from(request.body());
        return switch (undoEmailChange.handle(new UndoEmailChange.Command(shown.token(), request.client()))) {
            case UndoEmailChange.Result.Undone() -> Answer.of(Response.empty(204));
            case UndoEmailChange.Result.InvalidLink() -> Answer.refusing(Problem.INVALID_LINK);
            case UndoEmailChange.Result.EmailTaken() -> Answer.refusing(Problem.EMAIL_TAKEN);
            case UndoEmailChange.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }
}
