package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.mail.testing.ScriptedSmtpServer;
import dev.sallyport.mail.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS is never silently done without (ASVS 12.3.1). */
class SmtpStartTlsTest {
    private static final MutableClock CLOCK = new MutableClock();

    private static TestCertificate localhost;
    private static TestCertificate elsewhere;

    private ScriptedSmtpServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        localhost = TestCertificate.of("localhost", directory);
        elsewhere = TestCertificate.of("elsewhere.example", directory);
    }

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void signsInAndDeliversOnceTheConnectionIsSecured() throws Exception {
        server.start(localhost.server());

        assertThat(deliver(localhost)).isEqualTo(new Delivery.Delivered());
        assertThat(plainLines()).containsExactly("plain: EHLO example.com", "plain: STARTTLS");
        assertThat(server.heard())
                .anyMatch(line -> line.startsWith("tls: AUTH PLAIN"))
                .contains("tls: MAIL FROM:<id@example.com>", "tls: DATA");
    }

    @Test
    void waitsRatherThanSendInClearIfStartTlsWasStripped() throws Exception {
        server.start();

        assertThat(deliver(localhost)).isEqualTo(new Delivery.Postponed("tls"));
        assertNothingWasGivenAway();
    }

    @Test
    void waitsRatherThanSendInClearIfStartTlsIsRefused() throws Exception {
        server.start(localhost.server()).answer("STARTTLS", "454 TLS not available");

        assertThat(deliver(localhost)).isInstanceOf(Delivery.Postponed.class);
        assertNothingWasGivenAway();
    }

    @Test
    void waitsRatherThanTrustAnUnknownCertificate() throws Exception {
        server.start(localhost.server());

        assertThat(new SmtpMailTransport(settings(), 1, CLOCK).deliver(Samples.mail("secret")))
                .isEqualTo(new Delivery.Postponed("tls"));
        assertNothingWasGivenAway();
    }

    @Test
    void waitsRatherThanTrustACertificateOfAnotherServer() throws Exception {
        server.start(elsewhere.server());

        assertThat(deliver(elsewhere)).isEqualTo(new Delivery.Postponed("tls"));
        assertNothingWasGivenAway();
    }

    @Test
    void waitsRatherThanTrustACertificateWhoseTimeIsOver(@TempDir Path directory) throws Exception {
        TestCertificate expired = TestCertificate.expired("localhost", directory);
        server.start(expired.server());

        assertThat(deliver(expired)).isEqualTo(new Delivery.Postponed("tls"));
        assertNothingWasGivenAway();
    }

    @Test
    void waitsIfTheServerFallsSilentInsteadOfSecuringTheConnection() throws Exception {
        server.start(localhost.server()).answer("STARTTLS", ScriptedSmtpServer.SILENCE);

        try (SmtpMailTransport transport = new SmtpMailTransport(
                TestSettings.impatient(server.port(), SmtpSecurity.STARTTLS), 1, CLOCK, localhost.trusting())) {
            assertThat(transport.deliver(Samples.mail("late"))).isEqualTo(new Delivery.Postponed("timeout"));
        }
    }

    @Test
    void deliversOverAConnectionThatIsSecuredFromTheFirstByte() throws Exception {
        server.startSecured(localhost.server());

        try (SmtpMailTransport transport = secured(localhost)) {
            assertThat(transport.deliver(Samples.mail("one"))).isEqualTo(new Delivery.Delivered());
            assertThat(transport.deliver(Samples.mail("two"))).isEqualTo(new Delivery.Delivered());
        }
        assertThat(server.connections()).isOne();
        assertThat(plainLines()).isEmpty();
    }

    @Test
    void waitsRatherThanTrustACertificateOfAnotherServerFromTheFirstByte() throws Exception {
        server.startSecured(elsewhere.server());

        try (SmtpMailTransport transport = secured(elsewhere)) {
            assertThat(transport.deliver(Samples.mail("secret"))).isEqualTo(new Delivery.Postponed("tls"));
        }
    }

    @Test
    void waitsIfTheServerSpeaksInClearWhereItShouldNot() throws Exception {
        server.start();

        try (SmtpMailTransport transport = secured(localhost)) {
            assertThat(transport.deliver(Samples.mail("secret"))).isEqualTo(new Delivery.Postponed("tls"));
        }
        assertNothingWasGivenAway();
    }

    private SmtpMailTransport secured(TestCertificate trusted) throws Exception {
        return new SmtpMailTransport(
                TestSettings.signingIn(server.port(), SmtpSecurity.TLS, "swordfish"), 1, CLOCK, trusted.trusting());
    }

    private Delivery deliver(TestCertificate trusted) throws Exception {
        return new SmtpMailTransport(settings(), 1, CLOCK, trusted.trusting()).deliver(Samples.mail("secret"));
    }

    private SmtpSettings settings() {
        return TestSettings.signingIn(server.port(), SmtpSecurity.STARTTLS, "swordfish");
    }

    private void assertNothingWasGivenAway() {
        assertThat(server.heard()).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL FROM"));
    }

    private List<String> plainLines() {
        return server.heard().stream().filter(line -> line.startsWith("plain")).toList();
    }
}
