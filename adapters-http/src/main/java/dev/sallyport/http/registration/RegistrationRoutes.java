package dev.sallyport.http.registration;

import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.ResendVerification;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.account.PasswordErrors;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.InputError;
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
import dev.sallyport.http.session.TokenDelivery;
import dev.sallyport.http.session.TokensAnswer;
import java.util.List;

/** {@code POST /api/v1/auth/register}, {@code /auth/register/resend} and {@code /auth/verify-email}. */
public final class RegistrationRoutes implements RouteGroup {

    private final RegisterAccount registerAccount;
    private final ResendVerification resendVerification;
    private final VerifyEmail verifyEmail;
    private final PasswordErrors passwordErrors;
    private final LanguageTag defaultLocale;
    private final TokenDelivery delivery;

    /**
     * The routes on these use cases.
     *
     * @param passwordPolicy which passwords may be chosen, to report that along with whatever else is wrong
     * @param defaultLocale which language somebody reads if neither they nor their browser say
     * @param delivery how whoever proves an address is signed in
     */
    public RegistrationRoutes(
            RegisterAccount registerAccount,
            ResendVerification resendVerification,
            VerifyEmail verifyEmail,
            PasswordPolicy passwordPolicy,
            LanguageTag defaultLocale,
            TokenDelivery delivery) {
        this.registerAccount = registerAccount;
        this.resendVerification = resendVerification;
        this.verifyEmail = verifyEmail;
        this.passwordErrors = new PasswordErrors(passwordPolicy, "/password");
        this.defaultLocale = defaultLocale;
        this.delivery = delivery;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/register", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::register);
        routes.post("/api/v1/auth/register/resend", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::resend);
        routes.post("/api/v1/auth/verify-email", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::verify);
    }

    private Answer register(Request request) {
        RegisterRequest wanted = RegisterRequest.from(request.body(), passwordErrors);
        var command = new RegisterAccount.Command(
                wanted.email(),
                wanted.password(),
                wanted.displayName(),
                wanted.locale() == null ? languageOf(request) : wanted.locale(),
                request.client(),
                wanted.botChallenge());
        return switch (registerAccount.handle(command)) {
            case RegisterAccount.Result.Accepted(var id, var codeLifetime) ->
                Answer.of(Response.json(
                        202,
                        Json.object().put("registrationId", id.toString()).put("expiresIn", codeLifetime.toSeconds())));
            case RegisterAccount.Result.PasswordRefused(var refusals) ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, passwordErrors.of(refusals)));
            case RegisterAccount.Result.BlockedDomain() ->
                Answer.refusing(Refusal.of(Problem.INVALID_INPUT, List.of(new InputError("/email", "blocked-domain"))));
            case RegisterAccount.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case RegisterAccount.Result.Closed() -> Answer.refusing(Problem.REGISTRATION_CLOSED);
            case RegisterAccount.Result.ChallengeRequired() -> Answer.refusing(Problem.BOT_CHALLENGE_REQUIRED);
            case RegisterAccount.Result.ChallengeFailed() -> Answer.refusing(Problem.BOT_CHALLENGE_FAILED);
        };
    }

    private LanguageTag languageOf(Request request) {
        return request.languages().stream().findFirst().orElse(defaultLocale);
    }

    private Answer resend(Request request) {
        ResendRequest wanted = ResendRequest.from(request.body());
        var command = new ResendVerification.Command(wanted.registrationId(), request.client());
        return switch (resendVerification.handle(command)) {
            case ResendVerification.Result.Accepted() -> Answer.of(Response.empty(202));
            case ResendVerification.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case ResendVerification.Result.Closed() -> Answer.refusing(Problem.REGISTRATION_CLOSED);
        };
    }

    private Answer verify(Request request) {
        TokensAnswer tokens = delivery.wantedBy(request);
        VerifyEmail.Command command = VerifyEmailRequest.from(request.body(), request.client());
        return switch (verifyEmail.handle(command)) {
            case VerifyEmail.Result.Verified(var signedIn) -> tokens.to(signedIn);
            case VerifyEmail.Result.InvalidProof() -> Answer.refusing(Problem.INVALID_CODE);
            case VerifyEmail.Result.WrongPassword() -> Answer.refusing(Problem.INVALID_CREDENTIALS);
            case VerifyEmail.Result.EmailTaken() -> Answer.refusing(Problem.EMAIL_TAKEN);
            case VerifyEmail.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case VerifyEmail.Result.Closed() -> Answer.refusing(Problem.REGISTRATION_CLOSED);
        };
    }
}
