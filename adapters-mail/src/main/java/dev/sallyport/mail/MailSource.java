package dev.sallyport.mail;

import dev.sallyport.domain.mail.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;

/** What a mail consists of on its way (RFC 5322), to look at: exactly what {@link SmtpMailTransport} would hand over. */
public final class MailSource {
    private MailSource() {}

    /**
     * Its header and both of its parts, with CRLF between lines and nothing outside ASCII.
     *
     * @param settings whom it comes from; nobody is connected to
     * @param sentAt when it would have been handed over
     */
    public static String of(Mail mail, SmtpSettings settings, Instant sentAt) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        try {
            MimeMail.of(mail, settings, Session.getInstance(new Properties()), sentAt)
                    .writeTo(source);
        } catch (MessagingException | IOException bug) {
            throw new IllegalStateException("mail " + mail.id() + " cannot be written", bug);
        }
        return source.toString(StandardCharsets.US_ASCII);
    }
}
