package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;

/**
 * Fetches that failed, one after the other.
 *
 * @param failures how many
 * @param cause of the last
 * @param retryAt no fetch before
 */
record Outage(int failures, Throwable cause, Instant retryAt) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** No longer, so that a Sallyport that is back is soon noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private static final int DOUBLINGS = 4;

    /** The outage after one more failure; each doubles the pause. */
    static Outage after(int failuresBefore, Throwable cause, Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresBefore, DOUBLINGS));
        return new Outage(
                failuresBefore + 1, cause, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
    }

    /** Whether it is too early for another fetch. A clock that was put back makes no pause longer than any is. */
    boolean isPausing(Instant now) {
        return now.isBefore(retryAt) && !retryAt.isAfter(now.plus(LONGEST_PAUSE));
    }

    KeysUnavailable unavailable(Instant now) {
        return new KeysUnavailable("the keys cannot be fetched", Duration.between(now, retryAt), cause);
    }
}
