package dev.sallyport.application.access;

import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;

/** Finds out who is calling, from the access token that they present. */
public final class Authenticate {
    private final AccessTokens accessTokens;

    public Authenticate(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    public record Command(AccessToken presented) {}

    public sealed interface Result {
        record Authenticated(VerifiedAccessToken caller) implements Result {}

        record Rejected() implements Result {}
    }

    public Result handle(Command command) {
        return accessTokens
                .verify(command.presented())
                .<Result>map(Result.Authenticated::new)
                .orElseGet(Result.Rejected::new);
    }
}
