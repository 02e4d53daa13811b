package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/** Where mail is left to be sent. It leaves if, and only if, the transaction that it was queued in is kept. */
public interface MailOutbox {
    /**
     * Leaves a mail.
     *
     * @param recipient what its recipient is known by once the mail itself is erased
     */
    void enqueue(Mail mail, SecretDigest recipient, Instant now);

    /**
     * Forgets what went to a recipient, in this transaction, too: dead letters are erased. What waits is still sent, but if it cannot be, it
     * is erased as well.
     */
    void forget(SecretDigest recipient);
}
