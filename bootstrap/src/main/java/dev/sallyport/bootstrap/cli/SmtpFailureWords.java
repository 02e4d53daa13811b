package dev.sallyport.bootstrap.cli;

import dev.sallyport.mail.RefusedCertificate;
import dev.sallyport.mail.SmtpFinding;
import dev.sallyport.mail.SmtpSettings;
import dev.sallyport.mail.SmtpStep;
import dev.sallyport.mail.SmtpTrouble;
import java.time.ZoneOffset;

/** Says in plain words what is wrong with the mail server, and how to mend it. */
final class SmtpFailureWords {
    private static final String USUAL_PORTS = "SMTP_SECURITY=starttls is usually port 587, SMTP_SECURITY=tls port 465.";

    private final SmtpSettings settings;

    SmtpFailureWords(SmtpSettings settings) {
        this.settings = settings;
    }

    Finding of(SmtpFinding.Failed failure) {
        return Finding.failed(what(failure), words(failure));
    }

    private static String what(SmtpFinding.Failed failure) {
        return switch (failure.trouble()) {
            case UNKNOWN_HOST -> MailCheck.NAME;
            case TLS, STARTTLS_MISSING -> MailCheck.TLS;
            case CONNECTION_REFUSED, UNREACHABLE, SILENCE, HUNG_UP, NONSENSE, SIGN_IN_MISSING, REFUSED ->
                switch (failure.step()) {
                    case CONNECTION, GREETING, HELLO -> MailCheck.CONNECTION;
                    case STARTTLS -> MailCheck.TLS;
                    case SIGN_IN -> MailCheck.SIGN_IN;
                    case SENDER -> MailCheck.SENDER;
                    case RECIPIENT, DATA, FINAL_DOT -> MailCheck.TEST_MAIL;
                };
        };
    }

    private String words(SmtpFinding.Failed failure) {
        String server = settings.host() + ":" + settings.port();
        return switch (failure.trouble()) {
            case UNKNOWN_HOST ->
                "there is no " + settings.host()
                        + " as far as this machine knows. Check SMTP_HOST, and this machine's DNS.";
            case CONNECTION_REFUSED ->
                "nobody listens at " + server + ". Check SMTP_HOST and SMTP_PORT. " + USUAL_PORTS;
            case UNREACHABLE ->
                server
                        + " cannot be reached from this machine. Check SMTP_HOST and SMTP_PORT, and firewalls between them.";
            case SILENCE -> silence(server, failure.step());
            case HUNG_UP -> hungUp(server, failure.step());
            case NONSENSE ->
                server + " does not speak as a mail server does" + quoted(failure.reply())
                        + ". Check SMTP_PORT and SMTP_SECURITY. " + USUAL_PORTS;
            case STARTTLS_MISSING ->
                server
                        + " offers no STARTTLS, so nothing is sent: it would travel unencrypted. If it should offer it, somebody on"
                        + " the way may take it out; else use SMTP_SECURITY=tls and its port. " + USUAL_PORTS;
            case TLS ->
                failure.certificate()
                        .map(this::certificate)
                        .orElse(server
                                + " does not speak TLS here, or none that is good enough (1.2 or newer). Check SMTP_PORT and"
                                + " SMTP_SECURITY. " + USUAL_PORTS);
            case SIGN_IN_MISSING ->
                server
                        + " offers no sign-in (PLAIN or LOGIN), but SMTP_USER is set. Remove SMTP_USER and SMTP_PASSWORD if it needs"
                        + " none, or use the port for those who sign in. " + USUAL_PORTS;
            case REFUSED -> refused(failure);
        };
    }

    private String silence(String server, SmtpStep step) {
        return switch (step) {
            case CONNECTION, GREETING ->
                server
                        + " does not answer in time. A firewall may be in between, or SMTP_SECURITY does not fit the port. "
                        + USUAL_PORTS;
            case FINAL_DOT ->
                "the mail server has the mail and did not say in time whether it takes it. It may arrive.";
            case HELLO, STARTTLS, SIGN_IN, SENDER, RECIPIENT, DATA -> server + " did not answer in time. See its log.";
        };
    }

    private String hungUp(String server, SmtpStep step) {
        return switch (step) {
            case CONNECTION, GREETING ->
                server + " hung up at once. SMTP_SECURITY may not fit the port, or it does not want this machine. "
                        + USUAL_PORTS;
            case FINAL_DOT ->
                "the mail server hung up when it had the mail, without saying whether it takes it. It may arrive.";
            case HELLO, STARTTLS, SIGN_IN, SENDER, RECIPIENT, DATA -> server + " hung up. See its log.";
        };
    }

    private String certificate(RefusedCertificate certificate) {
        String names = certificate.names().isEmpty() ? "no host at all" : String.join(", ", certificate.names());
        String shown = "the certificate that " + settings.host() + " shows, for " + names + ", ";
        return switch (certificate.flaw()) {
            case EXPIRED ->
                shown + "has expired on "
                        + certificate.validUntil().atOffset(ZoneOffset.UTC).toLocalDate()
                        + ". Whoever runs that server has to renew it; if that is not so, check this machine's clock.";
            case NOT_YET_VALID ->
                shown + "is not valid before "
                        + certificate.validFrom().atOffset(ZoneOffset.UTC).toLocalDate()
                        + ". Check this machine's clock.";
            case OTHER_NAME -> shown + "is not for " + settings.host() + ". Set SMTP_HOST to a name that it is for.";
            case SELF_SIGNED ->
                shown
                        + "is signed by nobody but itself, so it proves nothing. Give that server one of an authority that Java"
                        + " trusts, or have Java trust it (-Djavax.net.ssl.trustStore).";
            case UNTRUSTED_ISSUER ->
                shown + "is from an authority that Java does not trust (" + certificate.issuer()
                        + "), or does not come with those in between. Have Java trust it (-Djavax.net.ssl.trustStore), or correct the"
                        + " server's chain.";
        };
    }

    private String refused(SmtpFinding.Failed failure) {
        String reply = quoted(failure.reply());
        return switch (failure.step()) {
            case CONNECTION, GREETING, HELLO ->
                "it does not want us" + reply + ". It may not serve this machine's address, or be busy.";
            case STARTTLS -> "it refuses STARTTLS" + reply + ", so nothing is sent. See its log.";
            case SIGN_IN -> signInRefused(failure, reply);
            case SENDER ->
                "it does not let " + settings.from().address() + " send" + reply
                        + ". Set SMTP_FROM to an address that this server sends for, and SMTP_USER if it asks for a sign-in.";
            case RECIPIENT ->
                "the recipient is refused" + reply + ". "
                        + (isTemporary(failure)
                                ? "Some servers do so at first, to strangers: try again in some minutes."
                                : "Check the address; if it is right, this server may not send to other domains for us.");
            case DATA, FINAL_DOT ->
                "the mail itself is refused" + reply + ". "
                        + (isTemporary(failure)
                                ? "Try again in some minutes."
                                : "The server may take it for spam, or its sender for a forged one: see SPF, DKIM and DMARC of "
                                        + settings.from().address() + ".");
        };
    }

    private static String signInRefused(SmtpFinding.Failed failure, String reply) {
        return isTemporary(failure)
                ? "it cannot check SMTP_USER and SMTP_PASSWORD now" + reply + ". Try again in some minutes."
                : "it refuses SMTP_USER and SMTP_PASSWORD" + reply
                        + ". Check both; some providers want a password made for programs.";
    }

    private static boolean isTemporary(SmtpFinding.Failed failure) {
        return failure.trouble() == SmtpTrouble.REFUSED && failure.reply().startsWith("4");
    }

    private static String quoted(String reply) {
        return reply.isEmpty() ? "" : " (\"" + reply + "\")";
    }
}
