package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.Mail;
import java.time.Instant;

/** Where mail is left to be sent. It leaves if, and only if, the transaction that it was queued in is kept. */
public interface MailOutbox {
    void enqueue(Mail mail, Instant now);
}
