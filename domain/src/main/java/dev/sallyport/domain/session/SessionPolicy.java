package dev.sallyport.domain.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions and their tokens live.
 *
 * @param accessTokenLifetime how long an access token is accepted
 * @param idleLifetime how long a session lives without being refreshed
 * @param maxAge how long a session lives however often it is refreshed (NIST SP 800-63B-4 §2.2.3)
 * @param reuseGrace for how long the refresh token just replaced yields its successor once more; zero for not at all
 */
public record SessionPolicy(Duration accessTokenLifetime, Duration idleLifetime, Duration maxAge, Duration reuseGrace) {
    public SessionPolicy {
        if (!isPositive(accessTokenLifetime)
                || !isPositive(idleLifetime)
                || !isPositive(maxAge)
                || reuseGrace.isNegative()) {
            throw new IllegalArgumentException("lifetimes must be longer than zero, and the reuse grace not negative");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** When a session that was used now expires, if it ends for good at {@code endsAt}. */
    public Instant idleExpiry(Instant now, Instant endsAt) {
        Instant idle = now.plus(idleLifetime);
        return idle.isBefore(endsAt) ? idle : endsAt;
    }
}
