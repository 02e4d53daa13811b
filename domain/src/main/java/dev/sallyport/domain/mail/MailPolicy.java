package dev.sallyport.domain.mail;

import java.time.Duration;
import java.time.Instant;

/**
 * How hard we try to deliver.
 *
 * @param lease for how long a mail belongs to the dispatcher that took it; longer than one delivery can take
 * @param patience how long a dispatcher goes on with a batch; what it has not begun by then, others may take
 * @param firstRetry how long after the first failure it is tried again at the latest; each failure doubles it
 * @param longestRetry the longest wait between two tries
 * @param giveUpAfter how long after it was queued a mail that cannot be delivered becomes a dead letter
 * @param retention for how long it is known what became of a mail, and a dead letter can be sent again
 */
public record MailPolicy(
        Duration lease,
        Duration patience,
        Duration firstRetry,
        Duration longestRetry,
        Duration giveUpAfter,
        Duration retention) {
    private static final int MOST_DOUBLINGS = 16;

    public static final MailPolicy STANDARD = new MailPolicy(
            Duration.ofMinutes(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(30));

    public MailPolicy withRetention(Duration chosen) {
        return new MailPolicy(lease, patience, firstRetry, longestRetry, giveUpAfter, chosen);
    }

    /**
     * How long that mail waits after so many failed tries (at least one): between a half and all of a time that doubles. Mails that failed
     * together are spread over that half, so that they do not come back together; the spread follows from the id, which is random.
     */
    public Duration backoff(MailId mail, int failures) {
        Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration longest = doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
        Duration half = longest.dividedBy(2);
        // A Fibonacci hash: another part of the half after every failure.
        long spread = ((mail.value().getLeastSignificantBits() + failures) * 0x9E3779B97F4A7C15L) >>> 1;
        return longest.minus(Duration.ofNanos(spread % half.toNanos()));
    }

    /**
     * Whether it is too late to try once more.
     *
     * @param since when it was queued, or when somebody last asked for it to be tried again
     */
    public boolean givesUp(Instant since, Instant now) {
        return !now.isBefore(since.plus(giveUpAfter));
    }
}
