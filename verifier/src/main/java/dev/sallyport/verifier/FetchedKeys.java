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
    /** By how much a clock may be put back while nobody need mind. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(10);

    boolean has(String id) {
        return keys.containsKey(id);
    }

    /** Keys from the future were fetched by a clock that was wrong; how old they are, nobody knows. */
    boolean isYoungerThan(Duration age, Instant now) {
        return now.isBefore(at.plus(age)) && !at.isAfter(now.plus(CLOCK_CORRECTION));
    }

    boolean isFresh(Instant now) {
        return isYoungerThan(freshFor, now);
    }

    /** Still fresh, but late enough to see to new ones, so that nobody has to wait when they no longer are. */
    boolean isAgeing(Instant now) {
        return !isYoungerThan(freshFor.multipliedBy(3).dividedBy(4), now);
    }
}
