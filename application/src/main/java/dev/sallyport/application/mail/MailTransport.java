package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.Mail;

/** Takes a mail to its recipient's server. May take seconds; may be called by several threads. */
public interface MailTransport {
    Delivery deliver(Mail mail);

    /** Where mail goes from here, as operators know it: {@code smtp.example.com:587}, say. */
    default String destination() {
        return "the mail server";
    }

    /** How it went. Reasons name reply codes and kinds of failure, never addresses or content. */
    sealed interface Delivery {
        record Delivered() implements Delivery {}

        /** It may work later (4xx, no connection). */
        record Postponed(String reason) implements Delivery {}

        /** It will never work (5xx). */
        record Refused(String reason) implements Delivery {}
    }
}
