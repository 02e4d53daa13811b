package dev.sallyport.http.signin;

import dev.sallyport.application.signin.AnswerSecondFactor;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.http.problem.Problem;
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

/** {@code POST /api/v1/auth/login} and {@code /auth/login/second-factor}. */
public final class SignInRoutes implements RouteGroup {

    private final SignIn signIn;
    private final AnswerSecondFactor answerSecondFactor;
    private final TokenDelivery delivery;

    public SignInRoutes(SignIn signIn, AnswerSecondFactor answerSecondFactor, TokenDelivery delivery) {
        this.signIn = signIn;
        this.answerSecondFactor = answerSecondFactor;
        this.delivery = delivery;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/login", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::signIn);
        routes.post(
                "/api/v1/auth/login/second-factor", Access.ANYONE, Counted.BY_ITS_USE_CASE, this::answerSecondFactor);
    }

    private Answer signIn(Request request) {
        TokensAnswer tokens = delivery.wantedBy(request);
        SignInRequest wanted = SignInRequest.from(request.body());
        var command = new SignIn.Command(wanted.email(), wanted.password(), request.client(), wanted.botChallenge());
        return switch (signIn.handle(command)) {
            case SignIn.Result.Succeeded(var signedIn) -> tokens.to(signedIn);
            case SignIn.Result.SecondFactorRequired(var asked) ->
                Answer.of(Response.json(200, ChallengeJson.of(asked)));
            case SignIn.Result.InvalidCredentials() -> Answer.refusing(Problem.INVALID_CREDENTIALS);
            case SignIn.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case SignIn.Result.ChallengeRequired() -> Answer.refusing(Problem.BOT_CHALLENGE_REQUIRED);
            case SignIn.Result.ChallengeFailed() -> Answer.refusing(Problem.BOT_CHALLENGE_FAILED);
        };
    }

    private Answer answerSecondFactor(Request request) {
        TokensAnswer tokens = delivery.wantedBy(request);
        SecondFactorRequest given = SecondFactorRequest.from(request.body());
        var command = new AnswerSecondFactor.Command(given.challenge(), given.answer(), request.client());
        return switch (answerSecondFactor.handle(command)) {
            case AnswerSecondFactor.Result.Succeeded(var signedIn) -> tokens.to(signedIn);
            case AnswerSecondFactor.Result.WrongCode() -> Answer.refusing(Problem.INVALID_CODE);
            case AnswerSecondFactor.Result.InvalidChallenge() -> Answer.refusing(Problem.INVALID_CHALLENGE);
            case AnswerSecondFactor.Result.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
        };
    }
}
