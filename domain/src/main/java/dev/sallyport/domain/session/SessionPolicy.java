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
 * @param maxPerUser how many sessions a user may have at once; one more ends the one that has been idle longest
 * @param revocationMaxLag for how long access tokens are accepted without having heard what was revoked
 */
public record SessionPolicy(
        Duration accessTokenLifetime,
        Duration idleLifetime,
        Duration maxAge,
        Duration reuseGrace,
        int maxPerUser,
        Duration revocationMaxLag) {
    /** How long a session is kept once it is over. */
    public static final Duration RETENTION = Duration.ofDays(1);

    /** How long a device is remembered on which nobody signs in any more. */
    public static final Duration DEVICE_RETENTION = Duration.ofDays(365);

    /** How many devices of a user are remembered. */
    public static final int MOST_DEVICES = 100;

    /** By how much the clocks of two instances, or of one and the database, may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** For how long an operator may leave what they changed uncommitted. Our own transactions take milliseconds. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

    public SessionPolicy {
        if (!isPositive(accessTokenLifetime)
                || !isPositive(idleLifetime)
                || !isPositive(maxAge)
                || !isPositive(revocationMaxLag)
                || reuseGrace.isNegative()) {
            throw new IllegalArgumentException("lifetimes must be longer than zero, and the reuse grace not negative");
        }
        if (maxPerUser < 1) {
            throw new IllegalArgumentException("whoever signs in has one session at least");
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

    /** For how long a revocation matters: until the last token that it could concern has expired. */
    public Duration revocationLifetime() {
        return accessTokenLifetime.plus(CLOCK_SKEW);
    }

    /** For how long the store keeps revocations, so that also those are read which were written long before they could be seen. */
    public Duration revocationRetention() {
        return revocationLifetime().plus(LONGEST_TRANSACTION);
    }
}
