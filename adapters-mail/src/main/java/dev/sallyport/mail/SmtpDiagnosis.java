package dev.sallyport.mail;

import dev.sallyport.domain.mail.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Tries the mail server step by step, exactly as mail is delivered, for an operator who wants to know what does not work. */
public final class SmtpDiagnosis {
    private final SmtpSettings settings;
    private final InstantSource clock;
    private final SSLSocketFactory trust;

    /** Trusts the certificates that the Java runtime trusts. */
    public SmtpDiagnosis(SmtpSettings settings, InstantSource clock) {
        this(settings, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    SmtpDiagnosis(SmtpSettings settings, InstantSource clock, SSLSocketFactory trust) {
        this.settings = settings;
        this.clock = clock;
        this.trust = trust;
    }

    /** What works, up to whether our sender may send, and then what does not. Nothing is sent. */
    public List<SmtpFinding> examine() {
        return examine(null);
    }

    /** The same, and then hands that mail over. */
    public List<SmtpFinding> send(Mail mail) {
        return examine(mail);
    }

    private List<SmtpFinding> examine(@Nullable Mail mail) {
        List<SmtpFinding> findings = new ArrayList<>();
        try {
            findings.add(new SmtpFinding.Resolved(settings.host(), addresses()));
        } catch (UnknownHostException unknown) {
            findings.add(new SmtpFinding.Failed(SmtpStep.CONNECTION, SmtpTrouble.UNKNOWN_HOST, "", Optional.empty()));
            return List.copyOf(findings);
        }
        try (Upkeep upkeep = new Upkeep()) {
            SmtpConnection connection = SmtpConnection.to(settings, trust, upkeep.executor(), clock.instant());
            converse(connection, mail, findings)
                    .map(failure -> failed(failure, upkeep))
                    .ifPresent(findings::add);
            connection.hangUp();
        }
        return List.copyOf(findings);
    }

    private List<String> addresses() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(settings.host()))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private Optional<SmtpFailure> converse(SmtpConnection connection, @Nullable Mail mail, List<SmtpFinding> findings) {
        Optional<SmtpFailure> failure = connection.open();
        SmtpStep reached = failure.map(SmtpFailure::step).orElse(SmtpStep.SENDER);
        if (reached.compareTo(SmtpStep.GREETING) > 0) {
            findings.add(new SmtpFinding.Connected(settings.server()));
        }
        if (reached.compareTo(SmtpStep.STARTTLS) > 0) {
            findings.add(protection(connection));
        }
        if (failure.isPresent()) {
            return failure;
        }
        String user = settings.user();
        findings.add(user == null ? new SmtpFinding.Anonymous() : new SmtpFinding.SignedIn(user));
        Optional<SmtpFailure> refusal = connection.offerSender();
        if (refusal.isPresent()) {
            return refusal;
        }
        findings.add(new SmtpFinding.SenderAccepted(settings.from().address().value()));
        return mail == null ? Optional.empty() : hand(mail, connection, findings);
    }

    private Optional<SmtpFailure> hand(Mail mail, SmtpConnection connection, List<SmtpFinding> findings) {
        Optional<SmtpFailure> failure;
        try {
            failure = connection.send(
                    MimeMail.of(mail, settings, Session.getInstance(new Properties()), clock.instant()));
        } catch (MessagingException bug) {
            throw new IllegalStateException("the mail cannot be written", bug);
        }
        if (failure.isEmpty()) {
            findings.add(new SmtpFinding.MailAccepted(connection.reply().oneLine()));
        }
        return failure;
    }

    private static SmtpFinding protection(SmtpConnection connection) {
        SecuredSockets secured = connection.secured();
        return secured.certificate()
                .<SmtpFinding>flatMap(certificate -> secured.session()
                        .map(session -> new SmtpFinding.Secured(
                                session.getProtocol(),
                                String.join(", ", RefusedCertificate.names(certificate)),
                                certificate.getNotAfter().toInstant())))
                .orElseGet(SmtpFinding.InClear::new);
    }

    private SmtpFinding.Failed failed(SmtpFailure failure, Upkeep upkeep) {
        SmtpTrouble trouble = failure.trouble();
        return new SmtpFinding.Failed(
                failure.step(),
                trouble,
                shown(failure),
                trouble == SmtpTrouble.TLS ? refusedCertificate(upkeep) : Optional.empty());
    }

    /** A server may repeat what it was told, and signing in tells it the password: of that answer, only the numbers are shown. */
    private static String shown(SmtpFailure failure) {
        SmtpReply reply = failure.reply();
        if (!reply.isReply() || reply.code() < 400) {
            return reply.isMalformed() && failure.step() != SmtpStep.SIGN_IN ? reply.oneLine() : "";
        }
        return failure.step() == SmtpStep.SIGN_IN ? (reply.code() + " " + reply.status()).strip() : reply.oneLine();
    }

    /** Connects once more, for a look at the certificate alone. */
    private Optional<RefusedCertificate> refusedCertificate(Upkeep upkeep) {
        CertificateLook look = new CertificateLook();
        SmtpConnection another = SmtpConnection.to(settings, look.sockets(), upkeep.executor(), clock.instant());
        another.open();
        another.hangUp();
        Optional<X509Certificate> seen = look.seen();
        return seen.map(certificate -> RefusedCertificate.of(certificate, settings.host(), clock.instant()));
    }
}
