package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void saysInWhichLanguageItIs() throws Exception {
        plain().deliver(mail("Code", "قال", "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><p>قال</p></html>"));
        plain().deliver(mail("Code", "?", "<html><p>?</p></html>"));

        assertThat(server.getReceivedMessages()[0].getHeader("Content-Language"))
                .containsExactly("ar");
        assertThat(server.getReceivedMessages()[1].getHeader("Content-Language"))
                .isNull();
    }

    @Test
    void travelsInAsciiAlone() throws Exception {
        String line = "żółw 亀 ".repeat(300);
        plain().deliver(mail("Żółw " + line, line + "\n.\n..dots\nfrom\rthere\n", "<p>" + line + "</p>"));

        MimeMessage arrived = server.getReceivedMessages()[0];
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        arrived.writeTo(raw);
        assertThat(raw.toString(StandardCharsets.ISO_8859_1)).matches("\\p{ASCII}+");
        assertThat(raw.toString(StandardCharsets.US_ASCII).lines())
                .allSatisfy(wire -> assertThat(wire).hasSizeLessThan(999));
        assertThat(arrived.getSubject()).isEqualTo("Żółw " + line);
        assertThat(((MimeMultipart) arrived.getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString()
                        .lines())
                .containsExactly(line, ".", "..dots", "from", "there");
    }

    @Test
    void comesFromWhereWeSayAndIsAnsweredWhereWeSay() throws Exception {
        Mailbox from = TestSettings.mailbox("Żółw <id@bücher.example>");
        Mailbox replyTo = TestSettings.mailbox("Żółw, Help <help@example.com>");
        SmtpSettings settings = TestSettings.from(server.getSmtp().getPort(), from, replyTo);

        try (SmtpMailTransport transport = new SmtpMailTransport(settings, 1, clock)) {
            assertThat(transport.deliver(Samples.mail("hello"))).isEqualTo(new Delivery.Delivered());
        }

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getFrom()).containsExactly(from.inHeader());
        assertThat(arrived.getReplyTo()).containsExactly(replyTo.inHeader());
        assertThat(arrived.getHeader("From")[0]).matches("\\p{ASCII}+").endsWith("<id@xn--bcher-kva.example>");
        assertThat(((InternetAddress) arrived.getReplyTo()[0]).getPersonal()).isEqualTo("Żółw, Help");
        assertThat(arrived.getMessageID()).endsWith("@xn--bcher-kva.example>");
    }

    @Test
    void reachesARecipientWithAForeignDomain() throws Exception {
        Mail mail = Samples.mail("idn");
        EmailAddress foreign = EmailAddress.of("ada@bücher.example");

        assertThat(plain().deliver(new Mail(mail.id(), mail.kind(), foreign, mail.content(), null)))
                .isEqualTo(new Delivery.Delivered());

        assertThat(server.getReceivedMessages()[0].getHeader("To")).containsExactly("ada@xn--bcher-kva.example");
    }

    /** Names that an operator, or whoever gives them one, could think of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\r\nBcc: eve@example.com",
                "Acme\u2028Bcc: eve@example.com",
                "Acme\u0085Bcc: eve@example.com",
                "Acme\" <eve@example.com>, \"",
                "Acme>, <eve@example.com",
                "Acme\\",
                "=?UTF-8?Q?Acme=0D=0ABcc:_eve@example.com?=",
                "Żółw\r\n\r\n<p>body"
            })
    void writesNoHeaderThatANameAsksFor(String name) throws Exception {
        Mailbox from = new Mailbox(null, EmailAddress.of("id@example.com")).orNamed(name);
        SmtpSettings settings = TestSettings.from(server.getSmtp().getPort(), from, from);

        try (SmtpMailTransport transport = new SmtpMailTransport(settings, 1, clock)) {
            assertThat(transport.deliver(Samples.mail("hello"))).isEqualTo(new Delivery.Delivered());
        }

        MimeMessage arrived = server.getReceivedMessages()[0];
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(arrived.getAllRecipients()).hasSize(1);
        assertThat(arrived.getFrom()).hasSize(1);
        assertThat(((InternetAddress) arrived.getFrom()[0]).getAddress()).isEqualTo("id@example.com");
        assertThat(arrived.getReplyTo()).hasSize(1);
        assertThat(arrived.getContentType()).startsWith("multipart/alternative");
    }

    @Test
    void tellsNothingOfTheMachine() throws Exception {
        plain().deliver(Samples.mail("hello"));

        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        server.getReceivedMessages()[0].writeTo(raw);
        assertThat(raw.toString(StandardCharsets.US_ASCII))
                .doesNotContain(InetAddress.getLocalHost().getHostName() + ".", System.getProperty("user.name") + "@");
    }

    private static Mail mail(String subject, String text, String html) {
        Mail mail = Samples.mail(subject);
        return new Mail(mail.id(), mail.kind(), mail.to(), new MailContent(subject, text, html), null);
    }

    @Test
    void signsIn() {
        server.setUser("mailer@example.com", "mailer", "swordfish");

        assertThat(signingIn("swordfish").deliver(Samples.mail("in"))).isEqualTo(new Delivery.Delivered());
        assertThat(signingIn("sawfish").deliver(Samples.mail("out"))).isEqualTo(new Delivery.Postponed("auth"));
    }

    private SmtpMailTransport signingIn(String password) {
        return new SmtpMailTransport(
                TestSettings.signingIn(server.getSmtp().getPort(), SmtpSecurity.NONE, password), 1, clock);
    }

    @Test
    void waitsRatherThanTrustAnUnknownCertificate() {
        SmtpSettings settings = TestSettings.anonymous(server.getSmtps().getPort(), SmtpSecurity.TLS);

        assertThat(new SmtpMailTransport(settings, 1, clock).deliver(Samples.mail("tls")))
                .isEqualTo(new Delivery.Postponed("tls"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private SmtpMailTransport plain() {
        return new SmtpMailTransport(TestSettings.anonymous(server.getSmtp().getPort(), SmtpSecurity.NONE), 1, clock);
    }

    /** GreenMail gives itself two seconds to start, which a busy machine may not. */
    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        return setup;
    }
}
