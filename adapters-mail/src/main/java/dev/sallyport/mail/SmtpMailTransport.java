package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.InstantSource;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Hands mails over to a server by SMTP (RFC 5321), one connection each. TLS is required where it is configured, with a certificate that
 * is trusted and names the server; nothing is ever sent in clear instead (ASVS 12.3.1).
 */
public final class SmtpMailTransport implements MailTransport {
    private final SmtpSettings settings;
    private final InstantSource clock;
    private final Session session;

    /** Trusts the certificates that the Java runtime trusts. */
    public SmtpMailTransport(SmtpSettings settings, InstantSource clock) {
        this(settings, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmtpMailTransport(SmtpSettings settings, InstantSource clock, SSLSocketFactory tls) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings, tls));
    }

    private static Properties properties(SmtpSettings settings, SSLSocketFactory tls) {
        boolean startTls = settings.security() == SmtpSecurity.STARTTLS;
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == SmtpSecurity.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        // How we introduce ourselves; by default it would look the machine's name up, which may take long and tells too
        // much.
        properties.setProperty("mail.smtp.localhost", settings.senderDomain());
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    @Override
    public Delivery deliver(Mail mail) {
        MimeMail message;
        Transport transport;
        try {
            message = MimeMail.of(mail, settings, session, clock.instant());
            transport = session.getTransport("smtp");
        } catch (MessagingException bug) {
            throw new IllegalStateException("mail " + mail.id() + " cannot be written", bug);
        }
        try {
            connect(transport);
        } catch (MessagingException failed) {
            return SmtpFailure.whenConnecting(failed);
        }
        return deliver(message, transport);
    }

    @Override
    public String destination() {
        return settings.host() + ":" + settings.port();
    }

    private void connect(Transport transport) throws MessagingException {
        SmtpPassword password = settings.password();
        transport.connect(
                settings.host(), settings.port(), settings.user(), password == null ? null : password.reveal());
    }

    private static Delivery deliver(MimeMail message, Transport transport) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivery.Delivered();
        } catch (MessagingException failed) {
            return SmtpFailure.whenSending(failed);
        } finally {
            hangUp(transport);
        }
    }

    private static void hangUp(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException rude) {
            // The mail's fate is known already: taking this for a failure would send a delivered one again.
            return;
        }
    }
}
