package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.Policies;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.AccountRemoval;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.DeleteDueAccounts;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.mail.Recipients;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.EmailAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AccountRemoverTest {
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final Duration GRACE = Duration.ofDays(30);

    private final Fakes fakes = new Fakes(withGrace());

    private static Policies withGrace() {
        Policies usual = Fakes.POLICIES;
        return new Policies(
                usual.password(),
                usual.registration(),
                usual.session(),
                new AccountPolicy(
                        usual.account().codeLifetime(),
                        usual.account().maxCodeFailures(),
                        usual.account().undoLifetime(),
                        GRACE),
                usual.recovery(),
                usual.secondFactor(),
                usual.mail(),
                usual.botChallenge());
    }

    private void delete() {
        Journey journey = new Journey(fakes);
        var command = new DeleteAccount.Command(
                journey.caller(journey.signedIn(ADA)), Evidence.of(Samples.PASSWORD), Samples.CLIENT);
        assertThat(fakes.sallyport().deleteAccount().handle(command))
                .isInstanceOf(DeleteAccount.Result.Scheduled.class);
    }

    private boolean isThere() {
        return fakes.users().credentials(ADA).isPresent();
    }

    @Test
    void removesAccountsAtOnceWhoseTimeCameBeforeItStarted() {
        delete();
        fakes.clock().advance(GRACE);

        try (Work remover =
                AccountRemover.start(new Threads(), fakes.sallyport().deleteDueAccounts())) {
            await().until(() -> !isThere());
            assertThat(fakes.mailQueue().last("account-deleted").to()).isEqualTo(ADA);
            assertThat(remover).isNotNull();
        }
    }

    @Test
    void leavesAccountsAloneUntilTheirTimeHasCome() {
        delete();
        Looks looks = new Looks(fakes.ports().transactor(), 0);

        try (Work remover = AccountRemover.start(new Threads(), on(looks))) {
            await().untilAsserted(() -> assertThat(looks.count).hasValue(1));
            assertThat(isThere()).isTrue();

            fakes.clock().advance(GRACE);
            remover.wake();

            await().until(() -> !isThere());
        }
    }

    @Test
    void logsAnOutageOnceAndGoesOn() {
        delete();
        fakes.clock().advance(GRACE);
        Looks looks = new Looks(fakes.ports().transactor(), 2);

        try (LogLines log = LogLines.of(Outage.class);
                Work remover = AccountRemover.start(new Threads(), on(looks))) {
            for (int i = 1; i <= 2; i++) {
                int times = i;
                await().untilAsserted(() -> assertThat(looks.count).hasValueGreaterThanOrEqualTo(times));
                remover.wake();
            }

            await().until(() -> !isThere());
            await().untilAsserted(() -> assertThat(log.all()).hasSize(2));
            assertThat(log.all().getFirst())
                    .startsWith("WARN removing deleted accounts does not work: database is unavailable");
            assertThat(log.all().getLast()).isEqualTo("INFO removing deleted accounts works again");
        }
    }

    private DeleteDueAccounts on(Transactor transactor) {
        var ports = fakes.ports();
        var removal = new AccountRemoval(
                ports.users(),
                ports.registrations(),
                ports.invitations(),
                ports.recoveryRequests(),
                ports.emailChanges(),
                ports.auditTrail(),
                new Auditor(ports.auditTrail(), ports.ids()),
                new Mailer(
                        ports.mailTemplates(), ports.mailOutbox(), new Recipients(ports.secretDigests()), ports.ids()));
        return new DeleteDueAccounts(transactor, ports.accountDeletions(), removal, ports.clock());
    }

    /** Transactions that are counted, the first of which fail. */
    private static final class Looks implements Transactor {
        private final Transactor transactor;
        private final int failures;
        private final AtomicInteger count = new AtomicInteger();

        Looks(Transactor transactor, int failures) {
            this.transactor = transactor;
            this.failures = failures;
        }

        @Override
        public <T> T inTransaction(Supplier<T> work) {
            try {
                if (count.get() < failures) {
                    throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
                }
                return transactor.inTransaction(work);
            } finally {
                count.incrementAndGet();
            }
        }
    }
}
