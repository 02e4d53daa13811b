package dev.sallyport.application.botchallenge;

import dev.sallyport.domain.botchallenge.BotChallenge;

/** Hands out something to be answered. Nothing is kept of it, so it costs next to nothing, however many are asked for. */
public final class IssueBotChallenge {
    private final ChallengeVerifier verifier;

    public IssueBotChallenge(ChallengeVerifier verifier) {
        this.verifier = verifier;
    }

    public record Command() {}

    public sealed interface Result {
        record Issued(BotChallenge challenge) implements Result {}

        /** Nobody is asked for anything here. */
        record NotAsked() implements Result {}
    }

    public Result handle(Command command) {
        return verifier.challenge().<Result>map(Result.Issued::new).orElseGet(Result.NotAsked::new);
    }
}
