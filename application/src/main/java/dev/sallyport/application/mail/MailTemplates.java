package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;

/** Puts messages into words. Fast and without side effects: it may be called inside a transaction. */
public interface MailTemplates {
    /** The message in its reader's language, or in the nearest that there is. */
    MailContent word(MailMessage message);
}
