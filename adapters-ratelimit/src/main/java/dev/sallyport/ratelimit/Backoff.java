package dev.sallyport.ratelimit;

import java.time.Duration;

/**
 * How long to wait before the store is asked again: a tenth of a second at first, then twice as long each time, up to two seconds. Each
 * instance waits a little less, by another part, so that they do not all ask at once.
 *
 * @param step the wait before anything is taken off
 */
record Backoff(Duration step) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int PARTS = 1_000;

    static final Backoff FIRST = new Backoff(SHORTEST);

    Backoff next() {
        Duration doubled = step.multipliedBy(2);
        return new Backoff(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }

    /**
     * The wait, up to a quarter shorter.
     *
     * @param chance any number; those that differ a little give waits that differ much
     */
    Duration pause(long chance) {
        return step.minus(step.dividedBy(4 * PARTS).multipliedBy(Math.floorMod(chance, PARTS)));
    }
}
