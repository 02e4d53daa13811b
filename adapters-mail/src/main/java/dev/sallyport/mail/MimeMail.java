package dev.sallyport.mail;

import dev.sallyport.domain.mail.Mail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * A mail as it travels (RFC 5322): text and HTML as alternatives. Its {@code Message-ID} is made of the mail's own id, so that one that
 * was sent twice, because an answer got lost, is recognised as the same.
 */
final class MimeMail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    private MimeMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static MimeMail of(Mail mail, SmtpSettings settings, Session session, Instant now) throws MessagingException {
        MimeMail mime = new MimeMail(session, "<" + mail.id() + "@" + settings.senderDomain() + ">");
        mime.setFrom(settings.sender());
        mime.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.to().value(), true));
        mime.setSubject(mail.content().subject(), UTF_8);
        mime.setSentDate(Date.from(now));
        // Nobody's absence notice should answer this (RFC 3834 §5).
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setContent(new MimeMultipart(
                "alternative",
                part(mail.content().text(), "plain"),
                part(mail.content().html(), "html")));
        mime.saveChanges();
        return mime;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
