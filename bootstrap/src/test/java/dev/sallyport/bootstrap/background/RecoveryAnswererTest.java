package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.mail.Recipients;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetLinks;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryAnswererTest {
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

    private final Fakes fakes = new Fakes();
    private final AnswerRecoveryRequests answerRecoveryRequests =
            fakes.sallyport().answerRecoveryRequests();

    @BeforeEach
    void haveAccounts() {
        new Journey(fakes).signedIn(ADA);
        new Journey(fakes).signedIn(BOB);
    }

    private void forgetPassword(EmailAddress email) {
        assertThat(fakes.sallyport()
                        .requestPasswordReset()
                        .handle(new RequestPasswordReset.Command(email, Samples.CLIENT)))
                .isInstanceOf(RequestPasswordReset.Result.Accepted.class);
    }

    private List<EmailAddress> answered() {
        return fakes.mailQueue().waiting().stream()
                .filter(mail -> mail.kind().equals("reset-password"))
                .map(Mail::to)
                .toList();
    }

    @Test
    void answersWhatWasFiledBeforeItStarted() {
        forgetPassword(ADA);
        forgetPassword(EmailAddress.of("nobody@example.com"));
        forgetPassword(BOB);

        try (RecoveryAnswerer answerer = new RecoveryAnswerer()) {
            answerer.start(new Threads(), answerRecoveryRequests);

            await().untilAsserted(() -> assertThat(answered()).containsExactly(ADA, BOB));
            assertThat(fakes.recoveryRequests().waiting()).isEmpty();
        }
    }

    @Test
    void answersAsSoonAsItIsWoken() {
        Looks looks = new Looks(fakes.ports().transactor());
        try (RecoveryAnswerer answerer = new RecoveryAnswerer()) {
            answerer.wake();
            answerer.start(new Threads(), on(looks));
            await().untilAsserted(() -> assertThat(looks.count).hasValue(1));
            forgetPassword(ADA);

            answerer.wake();

            await().atMost(Duration.ofMillis(1500))
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(answered()).containsExactly(ADA));
        }
    }

    @Test
    void answersWithoutBeingWoken() {
        Looks looks = new Looks(fakes.ports().transactor());
        try (RecoveryAnswerer answerer = new RecoveryAnswerer()) {
            answerer.start(new Threads(), on(looks));
            await().untilAsserted(() -> assertThat(looks.count).hasValue(1));

            forgetPassword(ADA);

            await().untilAsserted(() -> assertThat(answered()).containsExactly(ADA));
        }
    }

    @Test
    void answersNothingOnceItIsClosed() {
        RecoveryAnswerer answerer = new RecoveryAnswerer();
        answerer.start(new Threads(), answerRecoveryRequests);
        answerer.close();
        forgetPassword(ADA);

        answerer.wake();
        answerer.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("recovery");
        assertThat(fakes.recoveryRequests().waiting()).hasSize(1);
    }

    @Test
    void losesNothingWhileTheDatabaseIsAwayAndLogsThatOnce() {
        Looks looks = new Looks(fakes.ports().transactor());
        looks.fail.set(true);
        forgetPassword(ADA);
        try (LogLines log = LogLines.of(Outage.class);
                RecoveryAnswerer answerer = new RecoveryAnswerer()) {
            answerer.start(new Threads(), on(looks));
            for (int i = 1; i <= 3; i++) {
                int times = i;
                await().untilAsserted(() -> assertThat(looks.count).hasValueGreaterThanOrEqualTo(times));
                answerer.wake();
            }
            assertThat(answered()).isEmpty();

            looks.fail.set(false);
            answerer.wake();

            await().untilAsserted(() -> assertThat(answered()).containsExactly(ADA));
            await().untilAsserted(() -> assertThat(log.all()).hasSize(2));
            assertThat(log.all().getFirst())
                    .startsWith("WARN answering requests for another password does not work: database is unavailable");
            assertThat(log.all().getLast()).isEqualTo("INFO answering requests for another password works again");
        }
    }

    private AnswerRecoveryRequests on(Transactor transactor) {
        var ports = fakes.ports();
        return new AnswerRecoveryRequests(
                transactor,
                ports.recoveryRequests(),
                ports.users(),
                new ResetLinks(
                        ports.passwordResets(),
                        new Links(ports.secretGenerator(), ports.secretDigests()),
                        new Mailer(
                                ports.mailTemplates(),
                                ports.mailOutbox(),
                                new Recipients(ports.secretDigests()),
                                ports.ids()),
                        Fakes.POLICIES.recovery()),
                new Auditor(ports.auditTrail(), ports.ids()),
                ports.clock());
    }

    /** Transactions that are counted, and fail as long as they are told to, after all that they had to do. */
    private static final class Looks implements Transactor {
        private final Transactor transactor;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicBoolean fail = new AtomicBoolean();

        Looks(Transactor transactor) {
            this.transactor = transactor;
        }

        @Override
        public <T> T inTransaction(Supplier<T> work) {
            try {
                return transactor.inTransaction(() -> {
                    T result = work.get();
                    if (fail.get()) {
                        throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
                    }
                    return result;
                });
            } finally {
                count.incrementAndGet();
            }
        }
    }
}
