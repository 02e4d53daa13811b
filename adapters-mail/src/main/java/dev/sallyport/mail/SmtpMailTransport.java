package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;

/**
 * Hands mails over to a server by SMTP (RFC 5321), over few connections that are kept open while there is work. TLS is required where it is
 * configured, with a certificate that is trusted and names the server; nothing is ever sent in clear instead (ASVS 12.3.1).
 */
public final class SmtpMailTransport implements MailTransport, AutoCloseable {
    private final SmtpSettings settings;
    private final InstantSource clock;
    private final SSLSocketFactory trust;
    private final Session session = Session.getInstance(new Properties());
    private final Semaphore permits;
    private final SmtpConnections kept;
    private final Upkeep upkeep = new Upkeep();
    private final AtomicBoolean closingIsPlanned = new AtomicBoolean();

    /**
     * Trusts the certificates that the Java runtime trusts.
     *
     * @param connections the most at once; whoever wants another waits
     */
    public SmtpMailTransport(SmtpSettings settings, int connections, InstantSource clock) {
        this(settings, connections, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmtpMailTransport(SmtpSettings settings, int connections, InstantSource clock, SSLSocketFactory trust) {
        this.settings = settings;
        this.clock = clock;
        this.trust = trust;
        this.permits = new Semaphore(connections, true);
        this.kept = new SmtpConnections(clock);
    }

    @Override
    public Delivery deliver(Mail mail) {
        MimeMessage message;
        try {
            message = MimeMail.of(mail, settings, session, clock.instant());
        } catch (MessagingException bug) {
            throw new IllegalStateException("mail " + mail.id() + " cannot be written", bug);
        }
        permits.acquireUninterruptibly();
        try {
            return deliver(message);
        } finally {
            permits.release();
        }
    }

    @Override
    public String destination() {
        return settings.server();
    }

    private Delivery deliver(MimeMessage message) {
        Optional<SmtpConnection> earlier = kept.take();
        if (earlier.isPresent()) {
            earlier.get().goOn();
            Optional<SmtpFailure> failure = hand(message, earlier.get());
            if (!isWorthAnotherConnection(failure)) {
                return meaning(failure);
            }
        }
        SmtpConnection fresh = SmtpConnection.to(settings, trust, upkeep.executor(), clock.instant());
        Optional<SmtpFailure> failure = fresh.open();
        return meaning(failure.isPresent() ? failure : hand(message, fresh));
    }

    private Optional<SmtpFailure> hand(MimeMessage message, SmtpConnection connection) {
        boolean isKept = false;
        try {
            Optional<SmtpFailure> failure = connection.send(message);
            isKept = connection.isReady() && !isWorthAnotherConnection(failure);
            return failure;
        } finally {
            if (isKept) {
                kept.giveBack(connection);
                planClosing();
            } else {
                connection.hangUp();
            }
        }
    }

    private static boolean isWorthAnotherConnection(Optional<SmtpFailure> failure) {
        return failure.map(SmtpFailure::isWorthAnotherConnection).orElse(false);
    }

    private static Delivery meaning(Optional<SmtpFailure> failure) {
        return failure.map(SmtpFailure::meaning).orElseGet(Delivery.Delivered::new);
    }

    private void planClosing() {
        if (closingIsPlanned.compareAndSet(false, true)) {
            // A little later, so that whoever began to rest when it was planned has rested by then.
            upkeep.after(SmtpConnections.LONGEST_REST.plusSeconds(1), this::closeRested);
        }
    }

    /** Hangs up connections for which there was no work lately. */
    void closeRested() {
        closingIsPlanned.set(false);
        if (kept.closeRested()) {
            planClosing();
        }
    }

    /** How often it will look by itself for connections that have rested. */
    int planned() {
        return upkeep.planned();
    }

    /** Hangs up. A mail that is being delivered is delivered still. */
    @Override
    public void close() {
        kept.close();
        upkeep.close();
    }
}
