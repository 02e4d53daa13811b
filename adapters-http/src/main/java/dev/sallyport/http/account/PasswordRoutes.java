package dev.sallyport.http.account;

import dev.sallyport.application.account.ChangePassword;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/me/password}. */
public final class PasswordRoutes implements RouteGroup {

    private final ChangePassword changePassword;
    private final PasswordErrors passwordErrors;
    private final ProofRefusals proofRefusals;

    /**
     * The route on this use case.
     *
     * @param passwordPolicy which passwords may be chosen, to report that along with whatever else is wrong
     */
    public PasswordRoutes(ChangePassword changePassword, PasswordPolicy passwordPolicy, ProofRefusals proofRefusals) {
        this.changePassword = changePassword;
        this.passwordErrors = new PasswordErrors(passwordPolicy, "/newPassword");
        this.proofRefusals = proofRefusals;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/me/password", Access.SIGNED_IN, this::change);
    }

    private Answer change(Request request, VerifiedAccessToken caller) {
        ChangePasswordRequest wanted = ChangePasswordRequest.from(request.body(), passwordErrors);
        var command = new ChangePassword.Command(caller, wanted.evidence(), wanted.newPassword(), request.client());
        return switch (changePassword.handle(command)) {
            case ChangePassword.Result.Changed() -> Answer.of(Response.empty(204));
            case ChangePassword.Result.Refused(var why) -> proofRefusals.answer(why);
            case ChangePassword.Result.PasswordRefused(var refusals) ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, passwordErrors.of(refusals)));
        };
    }
}
