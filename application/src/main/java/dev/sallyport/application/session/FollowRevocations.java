package dev.sallyport.application.session;

import dev.sallyport.application.access.RoleDefinitions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps this instance informed of what was revoked anywhere, and of what roles allow. One thread does it again and again; while it cannot, access tokens are
 * accepted for as long as the policy allows, and then refused with 503 rather than accepted in ignorance.
 */
public final class FollowRevocations {
    private final RevocationFeed feed;
    private final Revocations revocations;
    private final RoleDefinitions definitions;
    private final AccessTokens accessTokens;
    private final InstantSource clock;

    public FollowRevocations(
            RevocationFeed feed,
            Revocations revocations,
            RoleDefinitions definitions,
            AccessTokens accessTokens,
            InstantSource clock) {
        this.feed = feed;
        this.revocations = revocations;
        this.definitions = definitions;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * One wait.
     *
     * @param longestWait how long to wait for something to be revoked
     */
    public record Command(Duration longestWait) {}

    /**
     * What was learnt.
     *
     * @param learnt how many revocations
     * @param remembered how many are remembered altogether
     */
    public record Result(int learnt, int remembered) {}

    /**
     * Waits for news and takes note of them.
     *
     * @throws dev.sallyport.application.ServiceUnavailable if the store cannot be reached; what is known stays known
     */
    public Result handle(Command command) {
        Instant asked = clock.instant();
        if (revocations.areStaleAsOf(asked)) {
            // Perhaps the clock jumped, and what was to be known for minutes yet was forgotten by a wrong one.
            feed.beginAnew();
        }
        RevocationFeed.News news = feed.await(command.longestWait());
        revocations.learn(news.revoked());
        if (!news.revoked().isEmpty()) {
            accessTokens.forget(revocations::concern);
        }
        // What was told is told once, so it is learnt before this, which may fail.
        definitions.follow(news.roles(), asked);
        revocations.areCurrentAsOf(asked);
        revocations.forgetOld(asked);
        return new Result(news.revoked().size(), revocations.size());
    }
}
