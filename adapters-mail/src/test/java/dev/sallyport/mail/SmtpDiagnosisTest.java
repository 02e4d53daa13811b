package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Samples;
import dev.sallyport.mail.testing.ScriptedSmtpServer;
import dev.sallyport.mail.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpDiagnosisTest {
    private static TestCertificate localhost;
    private static TestCertificate elsewhere;
    private static TestCertificate expired;

    private ScriptedSmtpServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        localhost = TestCertificate.of("localhost", directory);
        elsewhere = TestCertificate.of("elsewhere.example", directory);
        expired = TestCertificate.expired("localhost", directory);
    }

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private SmtpDiagnosis plain() {
        return new SmtpDiagnosis(TestSettings.anonymous(server.port(), SmtpSecurity.NONE), Clock.systemUTC());
    }

    private SmtpDiagnosis secured(TestCertificate trusted) throws Exception {
        return new SmtpDiagnosis(
                TestSettings.signingIn(server.port(), SmtpSecurity.STARTTLS, "swordfish"),
                Clock.systemUTC(),
                trusted.trusting());
    }

    private static SmtpFinding.Failed failure(List<SmtpFinding> findings) {
        assertThat(findings.getLast()).isInstanceOf(SmtpFinding.Failed.class);
        return (SmtpFinding.Failed) findings.getLast();
    }

    private static SmtpFinding.Failed failed(SmtpStep step, SmtpTrouble trouble, String reply) {
        return new SmtpFinding.Failed(step, trouble, reply, Optional.empty());
    }

    @Test
    void findsThatEverythingWorksWithoutSendingAnything() throws Exception {
        server.start(localhost.server());

        List<SmtpFinding> findings = secured(localhost).examine();

        assertThat(findings)
                .hasExactlyElementsOfTypes(
                        SmtpFinding.Resolved.class,
                        SmtpFinding.Connected.class,
                        SmtpFinding.Secured.class,
                        SmtpFinding.SignedIn.class,
                        SmtpFinding.SenderAccepted.class);
        assertThat(findings)
                .contains(new SmtpFinding.SignedIn("mailer"), new SmtpFinding.SenderAccepted("id@example.com"));
        SmtpFinding.Secured protection = (SmtpFinding.Secured) findings.get(2);
        assertThat(protection.certificateFor()).isEqualTo("localhost");
        assertThat(protection.protocol()).startsWith("TLSv1.");
        assertThat(server.heard()).contains("tls: RSET").noneMatch(line -> line.contains("RCPT"));
    }

    @Test
    void handsAMailOverIfItIsTo() {
        server.answer(".", "250 2.0.0 Queued as 12345").start();

        List<SmtpFinding> findings = plain().send(Samples.mail("test"));

        assertThat(findings)
                .contains(new SmtpFinding.InClear(), new SmtpFinding.Anonymous())
                .endsWith(new SmtpFinding.MailAccepted("250 2.0.0 Queued as 12345"));
        assertThat(server.heard()).contains("plain: RCPT TO:<ada@example.com>");
        assertThat(server.connections()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "'',554 5.7.1 go away,GREETING,REFUSED,554 5.7.1 go away",
        "'',hello there,GREETING,NONSENSE,hello there",
        "'',hang up,GREETING,HUNG_UP,''",
        "EHLO,421 4.3.2 closing,HELLO,REFUSED,421 4.3.2 closing",
        "MAIL FROM,550 5.7.1 <id@example.com> may not send,SENDER,REFUSED,550 5.7.1 <id@example.com> may not send",
        "RCPT TO,550 5.1.1 <ada@example.com>: no such user,RECIPIENT,REFUSED,550 5.1.1 <ada@example.com>: no such user",
        "DATA,451 4.3.0 try again,DATA,REFUSED,451 4.3.0 try again",
        ".,554 5.7.1 spam,FINAL_DOT,REFUSED,554 5.7.1 spam",
        ".,hang up,FINAL_DOT,HUNG_UP,''"
    })
    void tellsAtWhichStepTheServerRefused(String line, String reply, SmtpStep step, SmtpTrouble trouble, String said) {
        server.answer(line, reply).start();

        assertThat(failure(plain().send(Samples.mail("test")))).isEqualTo(failed(step, trouble, said));
    }

    @Test
    void tellsThatThePasswordIsRefusedWithoutWhatTheServerRepeats() throws Exception {
        server.start(localhost.server())
                .answer("AUTH", "535 5.7.8 no such AUTH PLAIN bWFpbGVyAG1haWxlcgBzd29yZGZpc2g=");

        List<SmtpFinding> findings = secured(localhost).examine();

        assertThat(failure(findings)).isEqualTo(failed(SmtpStep.SIGN_IN, SmtpTrouble.REFUSED, "535 5.7.8"));
        assertThat(findings.toString()).doesNotContain("swordfish", "bWFpbGVy");
    }

    @Test
    void tellsThatThereIsNoSignIn() throws Exception {
        server.start(localhost.server()).answer("EHLO", "250-scripted\r\n250 STARTTLS");

        assertThat(failure(secured(localhost).examine()))
                .isEqualTo(failed(SmtpStep.SIGN_IN, SmtpTrouble.SIGN_IN_MISSING, ""));
    }

    @Test
    void tellsThatThereIsNoStartTls() throws Exception {
        server.start();

        assertThat(failure(secured(localhost).examine()))
                .isEqualTo(failed(SmtpStep.HELLO, SmtpTrouble.STARTTLS_MISSING, ""));
    }

    @Test
    void showsACertificateThatIsNotTrusted() throws Exception {
        server.start(localhost.server());

        SmtpFinding.Failed failure = failure(secured(elsewhere).examine());

        assertThat(failure.trouble()).isEqualTo(SmtpTrouble.TLS);
        RefusedCertificate certificate = failure.certificate().orElseThrow();
        assertThat(certificate.flaw()).isEqualTo(RefusedCertificate.Flaw.SELF_SIGNED);
        assertThat(certificate.issuer()).isEqualTo("CN=localhost");
        assertThat(server.heard()).noneMatch(line -> line.contains("AUTH"));
    }

    @Test
    void showsACertificateOfAnotherServer() throws Exception {
        server.start(elsewhere.server());

        RefusedCertificate certificate =
                failure(secured(elsewhere).examine()).certificate().orElseThrow();

        assertThat(certificate.flaw()).isEqualTo(RefusedCertificate.Flaw.OTHER_NAME);
        assertThat(certificate.names()).containsExactly("elsewhere.example");
    }

    @Test
    void showsACertificateWhoseTimeIsOver() throws Exception {
        server.startSecured(expired.server());
        SmtpDiagnosis diagnosis = new SmtpDiagnosis(
                TestSettings.anonymous(server.port(), SmtpSecurity.TLS), Clock.systemUTC(), expired.trusting());

        RefusedCertificate certificate =
                failure(diagnosis.examine()).certificate().orElseThrow();

        assertThat(certificate.flaw()).isEqualTo(RefusedCertificate.Flaw.EXPIRED);
        assertThat(certificate.validUntil()).isBefore(Clock.systemUTC().instant());
    }

    @Test
    void tellsThatWhatAnswersSpeaksNoTls() throws Exception {
        server.start();
        SmtpDiagnosis diagnosis = new SmtpDiagnosis(
                TestSettings.anonymous(server.port(), SmtpSecurity.TLS), Clock.systemUTC(), localhost.trusting());

        assertThat(failure(diagnosis.examine())).isEqualTo(failed(SmtpStep.CONNECTION, SmtpTrouble.TLS, ""));
    }

    @Test
    void tellsThatTheServerIsSilent() {
        server.answer("", ScriptedSmtpServer.SILENCE).start();
        SmtpDiagnosis diagnosis =
                new SmtpDiagnosis(TestSettings.impatient(server.port(), SmtpSecurity.NONE), Clock.systemUTC());

        assertThat(failure(diagnosis.examine())).isEqualTo(failed(SmtpStep.GREETING, SmtpTrouble.SILENCE, ""));
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        SmtpDiagnosis diagnosis = new SmtpDiagnosis(TestSettings.anonymous(port, SmtpSecurity.NONE), Clock.systemUTC());

        assertThat(failure(diagnosis.examine()))
                .isEqualTo(failed(SmtpStep.CONNECTION, SmtpTrouble.CONNECTION_REFUSED, ""));
    }

    @Test
    void tellsThatThereIsNoSuchServer() {
        SmtpSettings wrong = TestSettings.of("mail.invalid", 25, SmtpSecurity.NONE, Duration.ofSeconds(5));

        assertThat(new SmtpDiagnosis(wrong, Clock.systemUTC()).examine())
                .containsExactly(failed(SmtpStep.CONNECTION, SmtpTrouble.UNKNOWN_HOST, ""));
    }
}
