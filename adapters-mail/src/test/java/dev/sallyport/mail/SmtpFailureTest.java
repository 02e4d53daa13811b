package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "RCPT TO,553 5.1.3 <ada@example.com> is malformed,smtp 553",
        "DATA,554 5.7.1 rejected,smtp 554",
        ".,554 5.7.1 spam from id@example.com,smtp 554",
        ".,552 5.3.4 too big,smtp 552"
    })
    void isRefusedForGoodWhereTheRecipientOrTheMailIs(String line, String reply, String reason) {
        server.answer(line, reply);

        assertThat(deliver()).isEqualTo(new Delivery.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO,451 4.7.1 <ada@example.com>: greylisted,smtp 451",
        "RCPT TO,421 4.3.2 closing,smtp 421",
        "RCPT TO,530 5.7.0 sign in first,smtp 530",
        "MAIL FROM,421 4.3.2 closing,smtp 421",
        "MAIL FROM,550 5.7.1 <id@example.com> may not send,smtp 550",
        "MAIL FROM,530 5.7.0 sign in first,smtp 530",
        "DATA,451 4.3.0 try again,smtp 451",
        ".,452 4.3.1 disk full,smtp 452",
        "'',421 4.3.2 too busy,connect",
        "'',554 5.7.1 no service for you,connect",
        "'',hang up,connect",
        "EHLO,hang up,connect",
        "RCPT TO,hang up,connection lost",
        ".,hang up,connection lost"
    })
    void isPostponedWhereItMayWorkLater(String line, String reply, String reason) {
        server.answer(line, reply);

        assertThat(deliver()).isEqualTo(new Delivery.Postponed(reason));
    }

    @Test
    void isDeliveredEvenIfTheServerDoesNotSayGoodbye() {
        server.answer("QUIT", ScriptedSmtpServer.HANG_UP);

        assertThat(deliver()).isEqualTo(new Delivery.Delivered());
    }

    @Test
    void isPostponedWhenNobodyAnswersInTime() {
        server.answer("", ScriptedSmtpServer.SILENCE).start();
        SmtpSettings impatient = new SmtpSettings(
                "localhost", server.port(), null, null, "id@example.com", SmtpSecurity.NONE, Duration.ofMillis(50));

        assertThat(new SmtpMailTransport(impatient, new MutableClock()).deliver(Samples.mail("late")))
                .isEqualTo(new Delivery.Postponed("timeout"));
    }

    @Test
    void isPostponedWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(new SmtpMailTransport(TestSettings.anonymous(port, SmtpSecurity.NONE), new MutableClock())
                        .deliver(Samples.mail("nobody")))
                .isEqualTo(new Delivery.Postponed("connection refused"));
    }

    @Test
    void isPostponedWhenThereIsNoSuchServer() {
        SmtpSettings wrong = new SmtpSettings(
                "mail.invalid", 25, null, null, "id@example.com", SmtpSecurity.NONE, Duration.ofSeconds(5));

        assertThat(new SmtpMailTransport(wrong, new MutableClock()).deliver(Samples.mail("nowhere")))
                .isEqualTo(new Delivery.Postponed("unknown host"));
    }

    private Delivery deliver() {
        server.start();
        return new SmtpMailTransport(TestSettings.anonymous(server.port(), SmtpSecurity.NONE), new MutableClock())
                .deliver(Samples.mail("subject"));
    }
}
