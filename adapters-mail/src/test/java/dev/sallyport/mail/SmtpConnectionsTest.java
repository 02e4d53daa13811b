package dev.sallyport.mail;

import static dev.sallyport.mail.testing.ScriptedSmtpServer.HANG_UP;
import static dev.sallyport.mail.testing.ScriptedSmtpServer.SILENCE;
import static dev.sallyport.mail.testing.ScriptedSmtpServer.lastly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.mail.testing.ScriptedSmtpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are kept while there is work, and a kept one that has come to its end costs no mail anything. */
class SmtpConnectionsTest {
    private static final Delivery DELIVERED = new Delivery.Delivered();

    private final MutableClock clock = new MutableClock();
    private ScriptedSmtpServer server;
    private SmtpMailTransport transport;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedSmtpServer().start();
        transport = new SmtpMailTransport(TestSettings.anonymous(server.port(), SmtpSecurity.NONE), 2, clock);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private Delivery deliver() {
        return transport.deliver(Samples.mail("subject"));
    }

    private long heard(String line) {
        return server.heard().stream().filter(("plain: " + line)::equals).count();
    }

    @Test
    void deliversOneMailAfterTheOtherOverOneConnection() {
        for (int i = 0; i < 10; i++) {
            assertThat(deliver()).isEqualTo(DELIVERED);
        }

        assertThat(server.connections()).isOne();
        assertThat(heard("EHLO example.com")).isOne();
        assertThat(heard("DATA")).isEqualTo(10);
    }

    @Test
    void keepsAConnectionOverWhichAMailWasRefused() {
        server.answerOnce("RCPT TO", "550 5.1.1 no such user", "450 4.2.0 busy").answerOnce(".", "554 5.7.1 spam");

        assertThat(deliver()).isInstanceOf(Delivery.Refused.class);
        assertThat(deliver()).isInstanceOf(Delivery.Postponed.class);
        assertThat(deliver()).isInstanceOf(Delivery.Refused.class);
        assertThat(deliver()).isEqualTo(DELIVERED);

        assertThat(server.connections()).isOne();
    }

    @Test
    void neverHasMoreConnectionsThanItMay() {
        List<CompletableFuture<Delivery>> deliveries = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                deliveries.add(CompletableFuture.supplyAsync(this::deliver, threads));
            }
        }

        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(delivery.join()).isEqualTo(DELIVERED));
        assertThat(server.connections()).isBetween(1, 2);
    }

    @Test
    void hangsUpWhenThereHasBeenNoWorkForAWhile() {
        deliver();
        clock.advance(SmtpConnections.LONGEST_REST.minusMillis(1));
        transport.closeRested();
        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isOne();

        clock.advance(SmtpConnections.LONGEST_REST);
        transport.closeRested();

        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
        assertThat(heard("QUIT")).isOne();
        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void seesToThatByItselfAndPlansItOnce() {
        assertThat(transport.planned()).isZero();
        deliver();
        deliver();
        assertThat(transport.planned()).isOne();

        transport.close();
        assertThat(transport.planned()).isZero();
    }

    @Test
    void takesNoConnectionThatHasRestedTooLong() {
        deliver();
        clock.advance(SmtpConnections.LONGEST_REST);

        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void hangsUpAfterSoManyMails() {
        for (int i = 0; i <= SmtpConnections.MOST_MAILS; i++) {
            assertThat(deliver()).isEqualTo(DELIVERED);
        }

        assertThat(server.connections()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.openConnections()).isOne());
    }

    @Test
    void hangsUpAfterSoMuchTime() {
        deliver();
        for (Duration age = Duration.ZERO; age.compareTo(SmtpConnections.LONGEST_LIFE) < 0; age = age.plusSeconds(20)) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(deliver()).isEqualTo(DELIVERED);
        }
        assertThat(server.connections()).isOne();

        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void hangsUpWhenItIsClosedAndDeliversOverConnectionsOfTheirOwnAfterwards() {
        deliver();
        transport.close();
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());

        assertThat(deliver()).isEqualTo(DELIVERED);
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void connectsAnewIfTheServerHasHungUpMeanwhile() {
        deliver();
        server.dropConnections();
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());

        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL FROM,421 4.4.2 timeout",
        "MAIL FROM,451 4.4.2 timeout",
        "MAIL FROM,452 4.5.3 too many mails",
        "MAIL FROM,503 5.5.1 what?",
        "MAIL FROM,550 5.5.0 too many mails",
        "RCPT TO,421 4.3.2 closing",
        "DATA,421 4.3.2 closing"
    })
    void connectsAnewIfTheServerIsDoneWithTheConnection(String line, String reply) {
        deliver();
        server.answerOnce(line, lastly(reply));

        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.openConnections()).isOne());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM", "RCPT TO", "DATA"})
    void connectsAnewIfTheServerHangsUpBeforeTheFinalDot(String line) {
        deliver();
        server.answerOnce(line, HANG_UP);

        assertThat(deliver()).isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectsAnewIfTheServerHangsUpInTheMiddleOfTheMail() {
        deliver();
        server.answerOnce("DATA", lastly("354 Go ahead"));
        Mail small = Samples.mail("subject");
        // So large that its end cannot have been written before that is noticed.
        MailContent large = new MailContent("subject", ("a".repeat(900) + "\n").repeat(10_000), "<p>large</p>");

        assertThat(transport.deliver(new Mail(small.id(), small.kind(), small.to(), large, null)))
                .isEqualTo(DELIVERED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectsAnewIfAKeptConnectionHasGoneSilent() {
        try (SmtpMailTransport impatient =
                new SmtpMailTransport(TestSettings.impatient(server.port(), SmtpSecurity.NONE), 1, clock)) {
            impatient.deliver(Samples.mail("first"));
            server.answerOnce("MAIL FROM", SILENCE);

            assertThat(impatient.deliver(Samples.mail("second"))).isEqualTo(DELIVERED);
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectsAnewOnlyOnce() {
        deliver();
        server.answer("MAIL FROM", lastly("421 4.3.2 closing"));

        assertThat(deliver()).isEqualTo(new Delivery.Postponed("smtp 421"));
        assertThat(server.connections()).isEqualTo(2);
    }

    /** It may have been taken. */
    @ParameterizedTest
    @CsvSource({"hang up,connection lost", "421 4.3.2 closing,smtp 421"})
    void doesNotSendAMailTwiceOfWhichNobodyKnowsWhetherItWasTaken(String answer, String reason) {
        deliver();
        server.answerOnce(".", answer);

        assertThat(deliver()).isEqualTo(new Delivery.Postponed(reason));
        assertThat(heard("DATA")).isEqualTo(2);
        assertThat(server.connections()).isOne();
    }

    @Test
    void doesNotSendAMailTwiceIfTheServerFallsSilentAfterIt() {
        try (SmtpMailTransport impatient =
                new SmtpMailTransport(TestSettings.impatient(server.port(), SmtpSecurity.NONE), 1, clock)) {
            impatient.deliver(Samples.mail("first"));
            server.answerOnce(".", SILENCE);

            assertThat(impatient.deliver(Samples.mail("second"))).isEqualTo(new Delivery.Postponed("timeout"));
        }
        assertThat(heard("DATA")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'',554 go away",
        "'',nonsense",
        "EHLO,451 later",
        "EHLO,nonsense",
        "EHLO,250",
        "AUTH,535 5.7.8 no",
        "AUTH,454 later"
    })
    void leavesNothingOpenWhereAConversationFailsBeforeItHasBegun(String line, String answer) {
        server.answer(line, answer);
        try (SmtpMailTransport signingIn =
                new SmtpMailTransport(TestSettings.signingIn(server.port(), SmtpSecurity.NONE, "secret"), 1, clock)) {
            assertThat(signingIn.deliver(Samples.mail("first"))).isInstanceOf(Delivery.Postponed.class);

            await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
        }
    }
}
