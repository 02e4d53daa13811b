package dev.sallyport.domain.session;

import dev.sallyport.domain.account.User;
import java.time.Duration;
import java.time.Instant;

/**
 * A session with the user whose it is, as they stood at one moment.
 *
 * @param asOf that moment, by the clock of the store, which alone judges how old sessions are
 */
public record ActiveSession(Session session, User user, Instant asOf) {
    public ActiveSession {
        if (!session.userId().equals(user.id())) {
            throw new IllegalArgumentException("the session is another user's");
        }
    }

    /** How long the session lives on if it is not refreshed. */
    public Duration timeLeft() {
        return Duration.between(asOf, session.expiresAt());
    }
}
