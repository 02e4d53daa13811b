package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Published keys, as they were at one time.
 *
 * @param keys by their ids
 * @param entityTag what their publisher calls this version of them
 * @param at as of when
 * @param freshFor how long they may be used without asking again
 */
record FetchedKeys(
        Map<String, VerificationKey> keys, @Nullable String entityTag, Instant at, Duration freshFor) {
    boolean has(String id) {
        return keys.containsKey(id);
    }

    boolean isYoungerThan(Duration age, Instant now) {
        return now.isBefore(at.plus(age));
    }

    boolean isFresh(Instant now) {
        return isYoungerThan(freshFor, now);
    }

    /** Still fresh, but late enough to see to new ones, so that nobody has to wait when they no longer are. */
    boolean isAgeing(Instant now) {
        return !isYoungerThan(freshFor.multipliedBy(3).dividedBy(4), now);
    }
}
