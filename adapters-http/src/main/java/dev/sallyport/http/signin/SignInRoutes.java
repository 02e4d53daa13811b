package dev.sallyport.http.signin;

import dev.sallyport.application.signin.SignIn;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.session.TokensJson;

/** {@code POST /api/v1/auth/login}. */
public final class SignInRoutes implements RouteGroup {

    private final SignIn signIn;

    public SignInRoutes(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/v1/auth/login", Access.ANYONE, this::signIn);
    }

    private Answer signIn(Request request) {
        SignInRequest wanted = SignInRequest.from(request.body());
        return switch (signIn.handle(new SignIn.Command(wanted.email(), wanted.password(), request.client()))) {
            case SignIn.Result.Succeeded(var signedIn) -> Answer.of(Response.json(200, TokensJson.of(signedIn)));
            case SignIn.Result.InvalidCredentials() -> Answer.refusing(Problem.INVALID_CREDENTIALS);
            case SignIn.Result.Limited(var retryAfter) ->
                Answer.refusing(Refusal.until(Problem.TOO_MANY_REQUESTS, retryAfter));
        };
    }
}
