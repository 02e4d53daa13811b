package dev.sallyport.http.botchallenge;

import dev.sallyport.application.botchallenge.IssueBotChallenge;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /api/v1/auth/bot-challenge}. */
public final class BotChallengeRoutes implements RouteGroup {
    private final IssueBotChallenge issueBotChallenge;

    public BotChallengeRoutes(IssueBotChallenge issueBotChallenge) {
        this.issueBotChallenge = issueBotChallenge;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/auth/bot-challenge", Access.ANYONE, this::issue);
    }

    private Answer issue(Request request) {
        return switch (issueBotChallenge.handle(new IssueBotChallenge.Command())) {
            case IssueBotChallenge.Result.Issued(var challenge) ->
                Answer.of(Response.json(200, BotChallengeJson.of(challenge)));
            case IssueBotChallenge.Result.NotAsked() -> Answer.refusing(Problem.NOT_FOUND);
        };
    }
}
