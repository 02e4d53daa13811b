package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at a real mail server. */
class SmtpDeliveryTest {
    private final GreenMail server =
            new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});
    private final MutableClock clock = new MutableClock();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void arrivesAsTextAndHtmlWithEverythingThatAMailShouldSayOfItself() throws Exception {
        Mail mail = new Mail(
                new MailId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000c")),
                "verify-address",
                Samples.ADA,
                new MailContent("12345678 is your Żółw code", "Hello, żółw\n\n12345678\n", "<p>żółw</p>"),
                null);

        assertThat(plain().deliver(mail)).isEqualTo(new Delivery.Delivered());

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getSubject()).isEqualTo("12345678 is your Żółw code");
        assertThat(arrived.getHeader("From")).containsExactly("Example <id@example.com>");
        assertThat(arrived.getHeader("To")).containsExactly("ada@example.com");
        assertThat(arrived.getHeader("Message-ID"))
                .containsExactly("<01956f2e-7c00-7000-8000-00000000000c@example.com>");
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(arrived.getSentDate().toInstant()).isEqualTo(clock.instant());
        assertThat(arrived.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) arrived.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString().lines()).containsExactly("Hello, żółw", "", "12345678");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>żółw</p>");
    }

    @Test
    void hasTheSameIdAgainWhenItIsSentAgain() throws Exception {
        Mail mail = Samples.mail("twice");
        plain().deliver(mail);
        clock.advance(Duration.ofMinutes(1));
        plain().deliver(mail);

        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(2);
        assertThat(arrived[1].getMessageID()).isEqualTo(arrived[0].getMessageID());
        assertThat(arrived[1].getSentDate().toInstant()).isEqualTo(Instant.parse("2026-03-01T12:01:00Z"));
    }

    @Test
    void writesNoHeaderThatASubjectAsksFor() throws Exception {
        // A line separator, though no control character, and a subject that has to be folded.
        String subject = "Code\u2028Bcc: eve@example.com " + "a ".repeat(1_000);

        assertThat(plain().deliver(Samples.mail(subject))).isEqualTo(new Delivery.Delivered());

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(arrived.getAllRecipients()).hasSize(1);
    }

    @Test
    void datesMailsInEnglishWhereverTheServerStands() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            plain().deliver(Samples.mail("locale"));
        } finally {
            Locale.setDefault(before);
        }

        assertThat(server.getReceivedMessages()[0].getHeader("Date")[0]).contains("Mar 2026");
    }

    @Test
    void signsIn() {
        server.setUser("mailer@example.com", "mailer", "swordfish");

        assertThat(signingIn("swordfish").deliver(Samples.mail("in"))).isEqualTo(new Delivery.Delivered());
        assertThat(signingIn("sawfish").deliver(Samples.mail("out"))).isEqualTo(new Delivery.Postponed("auth"));
    }

    private SmtpMailTransport signingIn(String password) {
        return new SmtpMailTransport(
                TestSettings.signingIn(server.getSmtp().getPort(), SmtpSecurity.NONE, password), clock);
    }

    @Test
    void waitsRatherThanTrustAnUnknownCertificate() {
        SmtpSettings settings = TestSettings.anonymous(server.getSmtps().getPort(), SmtpSecurity.TLS);

        assertThat(new SmtpMailTransport(settings, clock).deliver(Samples.mail("tls")))
                .isEqualTo(new Delivery.Postponed("tls"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private SmtpMailTransport plain() {
        return new SmtpMailTransport(TestSettings.anonymous(server.getSmtp().getPort(), SmtpSecurity.NONE), clock);
    }

    /** GreenMail gives itself two seconds to start, which a busy machine may not. */
    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        return setup;
    }
}
