package dev.sallyport.http.recovery;

import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.account.PasswordErrors;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Counted;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code POST /api/v1/auth/password/forgot} and {@code /auth/password/reset}. */
public final class RecoveryRoutes implements RouteGroup {

    private final RequestPasswordReset requestPasswordReset;
    private final ResetPassword resetPassword;
    private final PasswordErrors passwordErrors;

    /**
     * The routes on these use cases.
     *
     * @param passwordPolicy which passwords may be chosen, to report that along with whatever else is wrong
     */
    public RecoveryRoutes(
            RequestPasswordReset requestPasswordReset, ResetPassword resetPassword, PasswordPolicy passwordPolicy) {
        this.requestPasswordReset = requestPasswordReset;
        this.resetPassword = resetPassword;
        this.passwordErrors = new PasswordErrors(passwordPolicy, "/newPassword");
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/password/forgot", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::forgot);
        routes.post("/api/v1/auth/password/reset", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::reset);
    }

    private Answer forgot(Request request) {
        ForgotPasswordRequest wanted = ForgotPasswordRequest.from(request.body());
        var command = new RequestPasswordReset.Command(wanted.email(), request.client(), wanted.botChallenge());
        return switch (requestPasswordReset.handle(command)) {
            case RequestPasswordReset.Result.Accepted() -> Answer.of(Response.empty(202));
            case RequestPasswordReset.Result.Limited(var exhausted) ->
                Answer.refusing(TooManyRequests.until(exhausted));
            case RequestPasswordReset.Result.ChallengeRequired() -> Answer.refusing(Problem.BOT_CHALLENGE_REQUIRED);
            case RequestPasswordReset.Result.ChallengeFailed() -> Answer.refusing(Problem.BOT_CHALLENGE_FAILED);
        };
    }

    private Answer reset(Request request) {
        ResetPasswordRequest wanted = ResetPasswordRequest.from(request.body(), passwordErrors);
        var command = new ResetPassword.Command(wanted.token(), wanted.newPassword(), request.client());
        return switch (resetPassword.handle(command)) {
            case ResetPassword.Result.Reset() -> Answer.of(Response.empty(204));
            case ResetPassword.Result.InvalidLink() -> Answer.refusing(Problem.INVALID_LINK);
            case ResetPassword.Result.PasswordRefused(var refusals) ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, passwordErrors.of(refusals)));
            case ResetPassword.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }
}
