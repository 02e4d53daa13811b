package dev.sallyport.mail;

import static dev.sallyport.mail.testing.ScriptedSmtpServer.BABBLE;
import static dev.sallyport.mail.testing.ScriptedSmtpServer.HANG_UP;
import static dev.sallyport.mail.testing.ScriptedSmtpServer.SILENCE;
import static dev.sallyport.mail.testing.ScriptedSmtpServer.lastly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.mail.testing.ScriptedSmtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a mail when the server does not take it. */
class SmtpFailureTest {
    private ScriptedSmtpServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isDeliveredOnceTheServerHasQueuedIt() {
        assertThat(deliver()).isEqualTo(new Delivery.Delivered());
        assertThat(server.heard())
                .contains(
                        "plain: EHLO example.com",
                        "plain: MAIL FROM:<id@example.com>",
                        "plain: RCPT TO:<ada@example.com>");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO,550 5.1.1 <ada@example.com>: no such user,smtp 550",
        "RCPT TO,550 no such user,smtp 550",
        "RCPT TO,501 5.1.3 <ada@example.com> is malformed,smtp 501",
        "RCPT TO,553 5.1.3 <ada@example.com> is malformed,smtp 553",
        "RCPT TO,556 5.1.10 takes no mail,smtp 556",
        "RCPT TO,554 5.4.6 loop,smtp 554",
        "DATA,554 5.7.1 rejected,smtp 554",
        ".,550 5.7.1 spam from id@example.com,smtp 550",
        ".,554 5.7.1 spam from id@example.com,smtp 554",
        ".,552 5.3.4 too big,smtp 552"
    })
    void isRefusedForGoodWhereTheRecipientOrTheMailIs(String line, String reply, String reason) {
        server.answer(line, reply);

        assertThat(deliver()).isEqualTo(new Delivery.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "'',421 4.3.2 too busy,smtp 421",
        "'',554 5.7.1 no service for you,smtp 554",
        "EHLO,421 4.3.2 closing,smtp 421",
        "MAIL FROM,421 4.3.2 closing,smtp 421",
        "MAIL FROM,451 4.3.0 try again,smtp 451",
        "MAIL FROM,550 5.7.1 <id@example.com> may not send,smtp 550",
        "MAIL FROM,530 5.7.0 sign in first,smtp 530",
        "MAIL FROM,552 5.2.2 over quota,smtp 552",
        "RCPT TO,450 4.2.0 <ada@example.com>: busy,smtp 450",
        "RCPT TO,451 4.7.1 <ada@example.com>: greylisted,smtp 451",
        "RCPT TO,452 4.5.3 too many recipients,smtp 452",
        "RCPT TO,421 4.3.2 closing,smtp 421",
        "RCPT TO,503 5.5.1 MAIL first,smtp 503",
        "RCPT TO,530 5.7.0 sign in first,smtp 530",
        "RCPT TO,552 5.2.2 mailbox full,smtp 552",
        "RCPT TO,554 5.7.1 <ada@example.com>: relay access denied,smtp 554",
        "DATA,421 4.3.2 closing,smtp 421",
        "DATA,451 4.3.0 try again,smtp 451",
        "DATA,503 5.5.1 RCPT first,smtp 503",
        ".,421 4.3.2 closing,smtp 421",
        ".,451 4.7.1 greylisted,smtp 451",
        ".,452 4.3.1 disk full,smtp 452"
    })
    void isPostponedWhereItMayWorkLater(String line, String reply, String reason) {
        server.answer(line, reply);

        assertThat(deliver()).isEqualTo(new Delivery.Postponed(reason));
    }

    /** What the library says afterwards, to begin anew, finds nobody any more. */
    @ParameterizedTest
    @CsvSource({
        "'',421 4.3.2 too busy,smtp 421",
        "MAIL FROM,421 4.3.2 closing,smtp 421",
        "RCPT TO,421 4.3.2 closing,smtp 421",
        "RCPT TO,450 4.2.0 busy,smtp 450",
        "DATA,421 4.3.2 closing,smtp 421",
        ".,421 4.3.2 closing,smtp 421",
        ".,451 4.3.0 try again,smtp 451"
    })
    void isPostponedForTheReasonThatTheServerGaveBeforeItHungUp(String line, String reply, String reason) {
        server.answer(line, lastly(reply));

        assertThat(deliver()).isEqualTo(new Delivery.Postponed(reason));
    }

    @ParameterizedTest
    @CsvSource({"RCPT TO,550 5.1.1 no such user,smtp 550", ".,554 5.7.1 spam,smtp 554"})
    void isRefusedForGoodAlsoIfTheServerHangsUpThen(String line, String reply, String reason) {
        server.answer(line, lastly(reply));

        assertThat(deliver()).isEqualTo(new Delivery.Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."})
    void isPostponedWhereverTheServerHangsUp(String line) {
        server.answer(line, HANG_UP);

        assertThat(deliver()).isEqualTo(new Delivery.Postponed("connection lost"));
    }

    @Test
    void isPostponedIfTheServerHangsUpInTheMiddleOfIt() {
        server.answer("DATA", lastly("354 Go ahead"));

        assertThat(deliver()).isEqualTo(new Delivery.Postponed("connection lost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."})
    void isPostponedWhereverTheServerFallsSilent(String line) {
        server.answer(line, SILENCE).start();

        assertThat(deliver(TestSettings.impatient(server.port(), SmtpSecurity.NONE)))
                .isEqualTo(new Delivery.Postponed("timeout"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."})
    void isPostponedWhereverTheServerMakesNoSense(String line) {
        server.answer(line, "hello there");

        assertThat(deliver()).isEqualTo(new Delivery.Postponed("malformed reply"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "."})
    void isPostponedWhereverTheServerNeverComesToAnEnd(String line) {
        server.answer(line, BABBLE);

        assertThat(deliver()).isEqualTo(new Delivery.Postponed("malformed reply"));
    }

    @Test
    void isDeliveredHoweverLongTheServerTalks() {
        server.answer("EHLO", "250-scripted\r\n" + "250-X-NOVELTY\r\n".repeat(2_000) + "250 AUTH PLAIN LOGIN")
                .answer("RCPT TO", "250-Well\r\n".repeat(2_000) + "250 OK")
                .answer(".", "250-Queued\r\n250-as\r\n250 12345");

        assertThat(deliver()).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void isDeliveredIfTheServerSaysYesInAnotherWay() {
        server.answer(".", "252 Will try").answer("RCPT TO", "251 Will forward");

        assertThat(deliver()).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void isDeliveredEvenIfTheServerDoesNotSayGoodbye() {
        server.answer("QUIT", HANG_UP);

        assertThat(deliver()).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void isPostponedIfTheServerRefusesOurPassword() {
        server.answer("AUTH", "535 5.7.8 wrong").start();

        assertThat(deliver(signingIn())).isEqualTo(new Delivery.Postponed("auth"));
    }

    @Test
    void isPostponedIfTheServerCannotCheckOurPasswordNow() {
        server.answer("AUTH", "454 4.7.0 try again").start();

        assertThat(deliver(signingIn())).isEqualTo(new Delivery.Postponed("smtp 454"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 scripted", "250-scripted\r\n250 AUTH GSSAPI", "502 What?"})
    void isPostponedRatherThanSentWithoutTheSignInThatIsAskedFor(String offers) {
        server.answer("EHLO", offers).answer("HELO", "250 scripted").start();

        assertThat(deliver(signingIn())).isEqualTo(new Delivery.Postponed("auth"));
        assertThat(server.heard()).noneMatch(line -> line.contains("MAIL FROM"));
    }

    @ParameterizedTest
    @CsvSource({"hang up,connection lost", "silence,timeout"})
    void isPostponedIfTheServerIsLostWhileWeSignIn(String answer, String reason) {
        server.answer("AUTH", answer).start();
        SmtpSettings settings = signingIn();
        SmtpSettings impatient = new SmtpSettings(
                settings.host(),
                settings.port(),
                settings.user(),
                settings.password(),
                settings.from(),
                null,
                settings.security(),
                Duration.ofMillis(300));

        assertThat(deliver(impatient)).isEqualTo(new Delivery.Postponed(reason));
    }

    @Test
    void isPostponedWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(deliver(TestSettings.anonymous(port, SmtpSecurity.NONE)))
                .isEqualTo(new Delivery.Postponed("connection refused"));
    }

    @Test
    void isPostponedWhenThereIsNoSuchServer() {
        SmtpSettings wrong = TestSettings.of("mail.invalid", 25, SmtpSecurity.NONE, Duration.ofSeconds(5));

        assertThat(deliver(wrong)).isEqualTo(new Delivery.Postponed("unknown host"));
    }

    private SmtpSettings signingIn() {
        return TestSettings.signingIn(server.port(), SmtpSecurity.NONE, "swordfish");
    }

    private Delivery deliver() {
        server.start();
        return deliver(TestSettings.anonymous(server.port(), SmtpSecurity.NONE));
    }

    private static Delivery deliver(SmtpSettings settings) {
        try (SmtpMailTransport transport = new SmtpMailTransport(settings, 1, new MutableClock())) {
            return transport.deliver(Samples.mail("subject"));
        }
    }
}
