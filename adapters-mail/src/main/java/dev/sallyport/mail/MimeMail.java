package dev.sallyport.mail;

import dev.sallyport.domain.mail.Mail;
import jakarta.mail.Address;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as it travels (RFC 5322): text and HTML as alternatives, ASCII alone on the wire. Its {@code Message-ID} is made of the mail's own
 * id, so that one that was sent twice, because an answer got lost, is recognised as the same.
 */
final class MimeMail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** The templates say there in which language they speak. */
    private static final Pattern LANGUAGE = Pattern.compile("<html[^>]*\\slang=\"([A-Za-z0-9-]{2,35})\"");

    private final String messageId;

    private MimeMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static MimeMail of(Mail mail, SmtpSettings settings, Session session, Instant now) throws MessagingException {
        MimeMail mime =
                new MimeMail(session, "<" + mail.id() + "@" + settings.from().domain() + ">");
        mime.setFrom(settings.from().inHeader());
        Mailbox replyTo = settings.replyTo();
        if (replyTo != null) {
            mime.setReplyTo(new Address[] {replyTo.inHeader()});
        }
        mime.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.to().value(), true));
        mime.setSubject(mail.content().subject(), UTF_8);
        mime.setSentDate(Date.from(now));
        // Nobody's absence notice should answer this (RFC 3834 §5).
        mime.setHeader("Auto-Submitted", "auto-generated");
        Optional<String> language = language(mail.content().html());
        if (language.isPresent()) {
            mime.setHeader("Content-Language", language.get());
        }
        mime.setContent(new MimeMultipart(
                "alternative",
                part(mail.content().text(), "plain"),
                part(mail.content().html(), "html")));
        mime.saveChanges();
        return mime;
    }

    private static Optional<String> language(String html) {
        return Optional.of(LANGUAGE.matcher(html)).filter(Matcher::find).map(found -> found.group(1));
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
