package dev.sallyport.domain.mail;

import java.time.Duration;

/**
 * How hard we try to deliver.
 *
 * @param lease for how long a mail belongs to the dispatcher that took it; longer than one delivery can take
 * @param firstRetry how long after the first failure it is tried again; each failure doubles it
 * @param longestRetry the longest wait between two tries
 * @param giveUpAfter how long after it was queued a mail that cannot be delivered becomes a dead letter
 */
public record MailPolicy(Duration lease, Duration firstRetry, Duration longestRetry, Duration giveUpAfter) {
    private static final int MOST_DOUBLINGS = 16;

    public static final MailPolicy STANDARD =
            new MailPolicy(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(24));

    /** How long to wait after so many failed tries (at least one). */
    public Duration backoff(int failures) {
        Duration wait = firstRetry.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(longestRetry) < 0 ? wait : longestRetry;
    }
}
