package dev.sallyport.persistence.sql;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.application.testing.TransactorContract;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTransactorTest extends TransactorContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private final Database database = postgres.database();
    private final User ada = Samples.user(ADA);

    @Override
    protected Transactor transactor() {
        return database.transactor();
    }

    @Override
    protected Users users() {
        return database.users();
    }

    @Test
    void sendsWhatWasHeldBackInTheOrderInWhichItWasWritten() {
        users().add(ada, HASH);

        transactor().inTransaction(() -> {
            users().changeProfile(ada.id(), new DisplayName("first"), ada.locale());
            users().changeProfile(ada.id(), new DisplayName("second"), ada.locale());
            return true;
        });

        assertThat(users().credentials(ADA).orElseThrow().user().displayName()).isEqualTo(new DisplayName("second"));
    }

    @Test
    void sendsEverythingThatWasHeldBackInOneRoundTrip() throws IOException {
        try (var counter = RoundTripCounter.before(postgres.settings());
                var counted = Database.open(counter.settings())) {
            counted.users().credentials(ADA);

            int roundTrips = counter.during(() -> recordAnd(100, counted, () -> {}));

            assertThat(roundTrips).isEqualTo(1);
            assertThat(entries()).isEqualTo(100);
        }
    }

    /** Every 250 statements or so the driver listens, lest both sides wait for each other to read. */
    @Test
    void undoesMoreThanFitsIntoOneRoundTripIfTheLastOfItFails() {
        Throwable failure = catchThrowable(() -> recordAnd(1000, database, this::recordTheSameTwice));

        assertThat(failure).isInstanceOf(JdbiException.class);
        assertThat(entries()).isZero();
    }

    private void recordAnd(int entries, Database where, Runnable last) {
        where.transactor().inTransaction(() -> {
            for (int i = 0; i < entries; i++) {
                where.auditTrail().record(entry());
            }
            last.run();
            return true;
        });
    }

    @Test
    void undoesTheFirstOfTheHeldBackWritesIfALaterFails() {
        users().add(ada, HASH);

        Throwable failure = catchThrowable(() -> transactor().inTransaction(() -> {
            users().changeProfile(ada.id(), null, LanguageTag.of("fr"));
            recordTheSameTwice();
            database.auditTrail().record(entry());
            return true;
        }));

        assertThat(failure).isInstanceOf(JdbiException.class);
        assertThat(users().credentials(ADA).orElseThrow().user()).isEqualTo(ada);
        assertThat(entries()).isZero();
    }

    @Test
    void undoesWhatWasAskedAndWrittenBeforeIfWhatWasHeldBackFails() {
        Throwable failure = catchThrowable(() -> transactor().inTransaction(() -> {
            users().add(ada, HASH);
            recordTheSameTwice();
            return true;
        }));

        assertThat(failure).isInstanceOf(JdbiException.class);
        assertThat(users().credentials(ADA)).isEmpty();
    }

    @Test
    void undoesAllIfTheWorkGoesOnAfterAFailedStatement() {
        assertThatThrownBy(() -> transactor().inTransaction(() -> {
                    users().add(ada, HASH);
                    assertThatThrownBy(() -> users().add(sameIdAs(ada), HASH)).isInstanceOf(JdbiException.class);
                    return "as if nothing had happened";
                }))
                .isInstanceOf(JdbiException.class);

        assertThat(users().credentials(ADA)).isEmpty();
    }

    private static User sameIdAs(User user) {
        User other = Samples.user(EmailAddress.of("bob@example.com"));
        return new User(
                user.id(),
                other.email(),
                null,
                other.locale(),
                other.status(),
                other.roles(),
                other.permissions(),
                false,
                other.createdAt(),
                null);
    }

    @Test
    void keepsTheThreadsOfOneDatabaseApart() {
        users().add(ada, HASH);

        var answers = Concurrently.times(
                20,
                i -> transactor().inTransaction(() -> {
                    users().changeProfile(ada.id(), null, LanguageTag.of("fr"));
                    database.auditTrail().record(entry());
                    return i;
                }));

        assertThat(answers).hasSize(20);
        assertThat(entries()).isEqualTo(20);
    }

    @Test
    void callsOnceAfterACommitThatQueuedMailAndNotBefore() {
        AtomicInteger calls = new AtomicInteger();
        MailOutbox outbox = outbox(calls);

        transactor().inTransaction(() -> {
            outbox.enqueue(Samples.mail("one"), Samples.RECIPIENT, NOW);
            outbox.enqueue(Samples.mail("two"), Samples.RECIPIENT, NOW);
            assertThat(calls).hasValue(0);
            return true;
        });

        assertThat(calls).hasValue(1);
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM mail_outbox"))
                .hasSize(2);
    }

    @Test
    void callsAtOnceForMailQueuedOutsideOfATransaction() {
        AtomicInteger calls = new AtomicInteger();

        outbox(calls).enqueue(Samples.mail("one"), Samples.RECIPIENT, NOW);

        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallForMailThatWasUndone() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> transactor().inTransaction(() -> {
            outbox(calls).enqueue(Samples.mail("one"), Samples.RECIPIENT, NOW);
            throw new IllegalStateException();
        }));
        assertThatThrownBy(() -> transactor().inTransaction(() -> {
            outbox(calls).enqueue(Samples.mail("one"), Samples.RECIPIENT, NOW);
            recordTheSameTwice();
            return true;
        }));
        transactor().inTransaction(() -> "another transaction");

        assertThat(calls).hasValue(0);
    }

    @Test
    void tellsNothingOfWhatWasBoundWhenAStatementFails() {
        users().add(ada, HASH);
        AuditEntry canary =
                new AuditEntry(UUID.randomUUID(), NOW, entry().event(), new Client(CLIENT.address(), "canary"));
        database.auditTrail().record(canary);

        Throwable atOnce = catchThrowable(() -> database.auditTrail().record(canary));
        Throwable heldBack = catchThrowable(() -> transactor().inTransaction(() -> {
            database.auditTrail().record(canary);
            return true;
        }));
        Throwable asked = catchThrowable(() -> users().add(sameIdAs(ada), HASH));

        assertThat(printed(atOnce)).containsPattern("audit_events_\\w+_pkey").doesNotContain("canary");
        assertThat(printed(heldBack)).containsPattern("audit_events_\\w+_pkey").doesNotContain("canary");
        assertThat(printed(asked))
                .contains("users_pkey")
                .doesNotContain("bob@", ada.id().toString());
    }

    private MailOutbox outbox(AtomicInteger calls) {
        return database.mailOutbox(new FakeVault("key"), calls::incrementAndGet);
    }

    private AuditEntry entry() {
        return new AuditEntry(UUID.randomUUID(), NOW, new AuditEvent.ProfileChanged(ada.id()), CLIENT);
    }

    /** What is held back, and fails when it is sent. */
    private void recordTheSameTwice() {
        AuditEntry entry = entry();
        database.auditTrail().record(entry);
        database.auditTrail().record(entry);
    }

    private static int entries() {
        return Sql.column(postgres.settings(), "SELECT id FROM audit_events").size();
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void tellsOfEventsOnceTheirCommitIsCertain() {
        List<AuditEvent> told = new ArrayList<>();
        AuditTrail trail = database.auditTrail(told::add);

        transactor().inTransaction(() -> {
            trail.record(entry());
            trail.record(List.of(entry(), entry()));
            assertThat(told).isEmpty();
            return true;
        });
        assertThat(told).hasSize(3);
        trail.record(entry());
        assertThat(told).hasSize(4);

        Throwable failure = catchThrowable(() -> transactor().inTransaction(() -> {
            trail.record(entry());
            throw new IllegalStateException("changed my mind");
        }));
        assertThat(failure).hasMessage("changed my mind");
        assertThat(told).hasSize(4);
    }
}
