package dev.sallyport.persistence;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An outage is told as what it is, soon, and is over when it is over. */
class OutageTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final User ada = Samples.user(ADA);
    private DatabaseSettings direct;
    private DatabaseProxy wire;
    private Database database;

    @BeforeEach
    void connect() {
        direct = postgres.server().createDatabase();
        wire = DatabaseProxy.before(withPoolOf(2, direct));
        database = Database.open(wire.settings());
        database.users().add(ada, HASH);
    }

    @AfterEach
    void disconnect() throws IOException {
        database.close();
        wire.close();
    }

    @Test
    void tellsOfABrokenConnectionAndRecovers() {
        wire.cut();

        assertUnavailable(() -> database.users().credentials(ADA));
        assertUnavailable(() -> database.users().changeProfile(ada.id(), null, ada.locale()));
        assertThat(database.isReachable()).isFalse();

        wire.restore();
        assertRecovers();
    }

    @Test
    void tellsOfAnOutageInTheMiddleOfATransactionAndKeepsNothingOfIt() {
        Throwable failure = catchThrowable(() -> database.transactor().inTransaction(() -> {
            database.users().add(Samples.user(EmailAddress.of("bob@example.com")), HASH);
            wire.cut();
            return database.users().credentials(ADA);
        }));

        assertThat(failure).isInstanceOf(ServiceUnavailable.class);
        wire.restore();
        assertRecovers();
        assertThat(Sql.column(direct, "SELECT email FROM users")).containsExactly(ADA.value());
    }

    @Test
    void tellsOfAnOutageAtTheEndOfATransaction() {
        Throwable failure = catchThrowable(() -> database.transactor().inTransaction(() -> {
            database.users().credentials(ADA);
            database.users().changeProfile(ada.id(), null, ada.locale());
            wire.cut();
            return true;
        }));

        assertThat(failure).isInstanceOf(ServiceUnavailable.class);
        wire.restore();
        assertRecovers();
        assertThat(database.users().credentials(ADA).orElseThrow().user()).isEqualTo(ada);
    }

    @Test
    void tellsOfAServerThatDismissesEverybodyAndRecovers() {
        assertUnavailable(() -> database.transactor().inTransaction(() -> {
            database.users().credentials(ADA);
            Sql.execute(
                    direct,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            assertUnavailable(() -> database.users().credentials(ADA));
            return "as if nothing had happened";
        }));

        assertRecovers();
    }

    @Test
    void tellsOfAServerThatBecameAStandbyAndLeavesItWhenItIsOneNoMore() {
        declareStandby("on");
        wire.cut();
        wire.restore();
        await().atMost(RECOVERY).until(database::isReachable);
        assertUnavailable(() -> database.users().changeProfile(ada.id(), null, ada.locale()));

        declareStandby("off");
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(ServiceUnavailable.class)
                .untilAsserted(() -> database.users().changeProfile(ada.id(), null, ada.locale()));
    }

    @Test
    void tellsSoonOfAServerThatHasVanishedFromTheNetwork() {
        wire.silence();

        Instant before = Instant.now();
        boolean reachable = database.isReachable();

        assertThat(reachable).isFalse();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
        wire.restore();
        assertRecovers();
    }

    @Test
    void tellsSoonThatAllConnectionsAreBusy() {
        try (Database narrow = Database.open(withPoolOf(1, direct))) {
            narrow.transactor().inTransaction(() -> {
                narrow.users().credentials(ADA);
                Instant before = Instant.now();
                onAnotherThread(() -> assertUnavailable(() -> narrow.users().credentials(ADA)));
                assertThat(Duration.between(before, Instant.now()))
                        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
                return true;
            });
            assertThat(narrow.users().credentials(ADA)).isPresent();
        }
    }

    @Test
    void opensWithoutADatabaseAndFindsItLater() {
        wire.cut();
        try (Database early = Database.open(wire.settings())) {
            assertThat(early.isReachable()).isFalse();
            assertUnavailable(early::isSchemaCurrent);
            assertUnavailable(early::migrate);

            wire.restore();
            await().atMost(RECOVERY).until(early::isReachable);
            assertThat(early.isSchemaCurrent()).isTrue();
        }
    }

    private void assertRecovers() {
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(ServiceUnavailable.class)
                .until(() -> database.users().credentials(ADA).isPresent());
        assertThat(database.isReachable()).isTrue();
    }

    private static void assertUnavailable(ThrowingCallable access) {
        assertThatThrownBy(access).isInstanceOfSatisfying(ServiceUnavailable.class, outage -> {
            assertThat(outage.dependency()).isEqualTo("database");
            assertThat(outage.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
            assertThat(outage.getCause()).isNotNull().isNotInstanceOf(ServiceUnavailable.class);
        });
    }

    private static void onAnotherThread(Runnable work) {
        var failures = new AtomicReference<Throwable>();
        Thread thread = Thread.ofVirtual()
                .uncaughtExceptionHandler((t, failure) -> failures.set(failure))
                .start(work);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(failures).hasValue(null);
    }

    /** A standby refuses to write with the same state. Said elsewhere, since the database would refuse this as well. */
    private void declareStandby(String onOrOff) {
        String name = Sql.column(direct, "SELECT current_database()").getFirst();
        Sql.execute(postgres.settings(), "ALTER DATABASE " + name + " SET default_transaction_read_only = " + onOrOff);
    }

    private static DatabaseSettings withPoolOf(int size, DatabaseSettings settings) {
        return new DatabaseSettings(settings.jdbcUrl(), settings.user(), settings.password(), size);
    }
}
