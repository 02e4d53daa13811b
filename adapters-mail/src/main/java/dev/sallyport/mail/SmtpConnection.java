package dev.sallyport.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A conversation with the mail server. It remembers how far it came and what the server said, since the library's exceptions do not tell: what it
 * says afterwards, to begin anew, may hide what went wrong before.
 */
final class SmtpConnection extends SMTPTransport {
    /** Those before the greeting, the greeting, and all others until the mail itself. */
    private static final int ANSWERS_WHEN_NEW = 4;

    private static final int ANSWERS_WHEN_KEPT = 2;

    private final SmtpSettings settings;
    private final Patience patience;
    private final SecuredSockets secured;
    private final Instant openedAt;
    private SmtpStep step = SmtpStep.CONNECTION;
    private SmtpReply reply = SmtpReply.NONE;

    /** Whether what is said now belongs to no step: it begins anew, or says goodbye. */
    private boolean aside;

    private int replyAside;
    private int mails;

    private SmtpConnection(
            SmtpSettings settings, Patience patience, SecuredSockets secured, Properties properties, Instant now) {
        super(Session.getInstance(properties), null);
        this.settings = settings;
        this.patience = patience;
        this.secured = secured;
        this.openedAt = now;
    }

    /**
     * One that is not open yet.
     *
     * @param trust decides which certificates are trusted
     */
    static SmtpConnection to(
            SmtpSettings settings, SSLSocketFactory trust, ScheduledExecutorService writeTimeouts, Instant now) {
        Patience patience = new Patience(settings.timeout());
        PlainSockets plain = new PlainSockets(patience, writeTimeouts);
        SecuredSockets secured = new SecuredSockets(plain, trust);
        Properties properties = properties(settings);
        properties.put("mail.smtp.socketFactory", plain);
        properties.put("mail.smtp.ssl.socketFactory", secured);
        return new SmtpConnection(settings, patience, secured, properties, now);
    }

    private static Properties properties(SmtpSettings settings) {
        boolean startTls = settings.security() == SmtpSecurity.STARTTLS;
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == SmtpSecurity.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        // How we introduce ourselves; by default it would look the machine's name up, which may take long and tells too
        // much.
        properties.setProperty("mail.smtp.localhost", settings.from().domain());
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    /** Connects, secures the connection and signs in, as far as each is configured. */
    Optional<SmtpFailure> open() {
        patience.allow(ANSWERS_WHEN_NEW);
        SmtpPassword password = settings.password();
        try {
            connect(settings.host(), settings.port(), settings.user(), password == null ? null : password.reveal());
        } catch (AuthenticationFailedException failure) {
            return Optional.of(step == SmtpStep.SIGN_IN ? failed(failure) : signInIsMissing());
        } catch (MessagingException failure) {
            return Optional.of(failed(failure));
        }
        if (password != null && step != SmtpStep.SIGN_IN) {
            hangUp();
            return Optional.of(signInIsMissing());
        }
        return Optional.empty();
    }

    /** The library goes on without if the server does not speak of it at all. */
    private static SmtpFailure signInIsMissing() {
        return new SmtpFailure(SmtpStep.SIGN_IN, SmtpReply.NONE, new SignInNotOffered());
    }

    /** Begins with another mail after an earlier one. */
    void goOn() {
        patience.allow(ANSWERS_WHEN_KEPT);
    }

    /** Hands a mail over. */
    Optional<SmtpFailure> send(MimeMessage message) {
        mails++;
        replyAside = 0;
        try {
            sendMessage(message, message.getAllRecipients());
            return Optional.empty();
        } catch (MessagingException failure) {
            return Optional.of(failed(failure));
        }
    }

    /** Asks whether the sender may send, and begins anew. */
    Optional<SmtpFailure> offerSender() {
        try {
            int code = simpleCommand("MAIL FROM:<" + settings.from().address() + ">");
            if (code < 200 || code >= 300) {
                return Optional.of(failed(new MessagingException("the sender is refused")));
            }
            simpleCommand("RSET");
            return Optional.empty();
        } catch (MessagingException failure) {
            return Optional.of(failed(failure));
        }
    }

    private SmtpFailure failed(MessagingException failure) {
        return new SmtpFailure(step, reply, failure);
    }

    /** Whether the server is ready for another mail: it took the last one, or agreed to begin anew after refusing it. */
    boolean isReady() {
        return replyAside == 0
                ? step == SmtpStep.FINAL_DOT && reply.isPositive()
                : replyAside >= 200 && replyAside < 300;
    }

    /** What the server said last. */
    SmtpReply reply() {
        return reply;
    }

    SecuredSockets secured() {
        return secured;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** How many mails were handed over, or tried to. */
    int mails() {
        return mails;
    }

    void hangUp() {
        try {
            close();
        } catch (MessagingException rude) {
            // Every mail's fate is known already: taking this for a failure would send a delivered one again.
            return;
        }
    }

    /** Only a server that does not know the command is asked in the old way; what else is wrong would be hidden by that. */
    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        if (super.ehlo(domain)) {
            return true;
        }
        if (reply.isPermanent()) {
            return false;
        }
        throw new MessagingException("the server does not answer EHLO as it should");
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        aside = command.equals("RSET") || command.equals("QUIT");
        if (!aside) {
            step = step.after(command);
            reply = SmtpReply.NONE;
        }
        super.sendCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        if (step == SmtpStep.CONNECTION) {
            step = SmtpStep.GREETING;
        }
        if (step == SmtpStep.FINAL_DOT && !aside) {
            patience.expectLastAnswer();
        } else {
            patience.expectAnswer();
        }
        // The library says goodbye in there if it does not understand.
        boolean answersAside = aside;
        int code = super.readServerResponse();
        if (answersAside) {
            replyAside = code;
        } else {
            reply = new SmtpReply(code, getLastServerResponse());
        }
        return code;
    }
}
