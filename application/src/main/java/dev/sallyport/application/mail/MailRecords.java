package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox from the side of those who look after it. */
public interface MailRecords {
    /**
     * Mails that are not forgotten yet, those queued last first.
     *
     * @param before only what comes after this one in that order; null for all
     * @param most how many at the most
     */
    List<OutboxEntry> find(Filter filter, @Nullable MailId before, int most);

    /** Has a mail tried at once, as if it had just been queued. Whatever dispatcher has it at the moment keeps it. */
    Retry retry(MailId id, Instant now);

    /**
     * Forgets what was settled long ago, and erases dead letters that have expired.
     *
     * @param settledBefore what was settled before that is forgotten
     * @param most how many of each at the most
     * @return how many of the sort of which there were more
     */
    int purge(Instant settledBefore, Instant now, int most);

    /**
     * Which mails; null for all.
     *
     * @param kind the {@link dev.sallyport.domain.mail.MailMessage#kind()}
     */
    record Filter(
            @Nullable MailState state,
            @Nullable String kind,
            @Nullable SecretDigest recipient) {}

    /** What becomes of the wish. */
    enum Retry {
        /** It is due, or being tried. */
        QUEUED,
        /** It is settled, and there is nothing left to send. */
        NOTHING_TO_SEND,
        /** There is no such mail. */
        UNKNOWN
    }
}
