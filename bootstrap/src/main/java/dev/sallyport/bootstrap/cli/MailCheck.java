package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.mail.SmtpDiagnosis;
import dev.sallyport.mail.SmtpFinding;
import dev.sallyport.mail.SmtpSettings;
import dev.sallyport.security.UuidV7Ids;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries the mail server, and sends a mail through it if it is to. */
final class MailCheck {
    static final String NAME = "mail server name";
    static final String CONNECTION = "mail server";
    static final String TLS = "mail server TLS";
    static final String SIGN_IN = "mail server sign-in";
    static final String SENDER = "sender";
    static final String TEST_MAIL = "test mail";

    private final String appName;
    private final SmtpSettings settings;
    private final InstantSource clock;

    MailCheck(Configuration configuration, InstantSource clock) {
        this.appName = configuration.server().appName();
        this.settings = configuration.mail().smtp().orElseThrow();
        this.clock = clock;
    }

    void run(Optional<EmailAddress> testMailTo, Consumer<Finding> tell) {
        SmtpDiagnosis diagnosis = new SmtpDiagnosis(settings, clock);
        List<SmtpFinding> findings =
                testMailTo.map(to -> diagnosis.send(testMail(to))).orElseGet(diagnosis::examine);
        findings.forEach(finding -> tell.accept(worded(finding, findings)));
    }

    private Mail testMail(EmailAddress to) {
        return new Mail(
                new MailId(new UuidV7Ids(clock).next()),
                "test",
                to,
                TestMail.of(appName, settings, clock.instant()),
                null);
    }

    private Finding worded(SmtpFinding finding, List<SmtpFinding> all) {
        return switch (finding) {
            case SmtpFinding.Resolved(var host, var addresses) ->
                Finding.ok(NAME, host + " is " + String.join(", ", addresses) + ".");
            case SmtpFinding.Connected(var server) -> Finding.ok(CONNECTION, server + " answers.");
            case SmtpFinding.Secured(var protocol, var names, var until) ->
                Finding.ok(
                        TLS,
                        protocol + ", with a certificate for " + names + " that is good until "
                                + until.atOffset(ZoneOffset.UTC).toLocalDate() + ".");
            case SmtpFinding.InClear() -> inClear(all);
            case SmtpFinding.SignedIn(var user) -> Finding.ok(SIGN_IN, "it knows us as " + user + ".");
            case SmtpFinding.Anonymous() -> Finding.ok(SIGN_IN, "none, since SMTP_USER is not set.");
            case SmtpFinding.SenderAccepted(var sender) -> Finding.ok(SENDER, sender + " may send.");
            case SmtpFinding.MailAccepted(var reply) ->
                Finding.ok(
                        TEST_MAIL,
                        "the mail server has taken it (\"" + reply
                                + "\"). If it does not arrive, look into the spam folder and into that server's log.");
            case SmtpFinding.Failed failure -> new SmtpFailureWords(settings).of(failure);
        };
    }

    private static Finding inClear(List<SmtpFinding> all) {
        boolean near = all.stream()
                .filter(SmtpFinding.Resolved.class::isInstance)
                .map(SmtpFinding.Resolved.class::cast)
                .flatMap(resolved -> resolved.addresses().stream())
                .allMatch(address -> address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
        return near
                ? Finding.ok(TLS, "none, on this machine alone.")
                : Finding.warning(
                        TLS,
                        "none, since SMTP_SECURITY is none: whoever is on the way can read mails and the codes in them. Set it to"
                                + " starttls or tls.");
    }
}
