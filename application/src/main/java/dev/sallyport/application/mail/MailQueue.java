package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The outbox from the side of those who empty it. Any number of dispatchers may work on it at once. Whoever has held a mail for longer
 * than the lease decides nothing about it any more, but that it was delivered.
 */
public interface MailQueue {
    /**
     * Takes mails that are due, oldest first, for as long as the lease; nobody else gets them meanwhile. A mail whose content has
     * expired is not handed out any more, but marked so and erased.
     *
     * @param most how many at the most
     */
    List<Claimed> claim(int most, Instant now, Duration lease);

    /** It was delivered: its content is erased. */
    void delivered(MailId id, Instant now);

    /** It could not be delivered now and is due again at that time. */
    void retryAt(Claimed mail, Instant due, String reason);

    /** It was not tried at all and is due again at that time. */
    void putBack(Claimed mail, Instant due);

    /** It was not tried, and neither is whatever else waits for its recipient and is nobody's: all of it is due again at that time, or later. */
    void holdBack(Claimed mail, Instant due);

    /** It cannot be delivered at all: it is kept as a dead letter, sealed as it was, unless its recipient was to be forgotten. */
    void undeliverable(Claimed mail, Instant now, String reason);

    /**
     * A mail in the hands of one dispatcher.
     *
     * @param attempts how often it was taken, this time included
     * @param triedSince when it was queued, or when somebody last asked for it to be tried again
     * @param leasedUntil by when others may take it
     */
    record Claimed(Mail mail, int attempts, Instant triedSince, Instant leasedUntil) {}
}
