package dev.sallyport.application.mail;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts a message into words and leaves it to be sent. */
public final class Mailer {
    private final MailTemplates templates;
    private final MailOutbox outbox;
    private final Recipients recipients;
    private final IdGenerator ids;

    public Mailer(MailTemplates templates, MailOutbox outbox, Recipients recipients, IdGenerator ids) {
        this.templates = templates;
        this.outbox = outbox;
        this.recipients = recipients;
        this.ids = ids;
    }

    /**
     * Queues the message in the current transaction.
     *
     * @param expiresAt from when on it is not worth sending any more; null for never
     */
    public void enqueue(MailMessage message, @Nullable Instant expiresAt, Instant now) {
        outbox.enqueue(
                new Mail(new MailId(ids.next()), message.kind(), message.to(), templates.word(message), expiresAt),
                recipients.digest(message.to()),
                now);
    }

    /** Queues the last message to somebody of whom nothing is to be left, neither of this mail nor of those before it. */
    public void enqueueLast(MailMessage message, Instant now) {
        enqueue(message, null, now);
        forget(message.to());
    }

    /** Forgets what went to an address. */
    public void forget(EmailAddress address) {
        outbox.forget(recipients.digest(address));
    }
}
