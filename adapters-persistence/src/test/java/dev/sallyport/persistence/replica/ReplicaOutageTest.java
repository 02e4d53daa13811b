package dev.sallyport.persistence.replica;

import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.ReplicaSettings;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.ReplicatedPostgresForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to a replica, lists are answered, and soon. */
class ReplicaOutageTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @RegisterExtension
    static final ReplicatedPostgresForTests POSTGRES = new ReplicatedPostgresForTests();

    private final ReplicatedPostgres postgres = POSTGRES.get();
    private final DatabaseSettings primary = postgres.createDatabase();
    private DatabaseProxy wire;
    private Database database;
    private final User ada = Samples.user(EmailAddress.of("ada@example.com"));

    @BeforeEach
    void start() {
        wire = DatabaseProxy.before(postgres.replicaOf(primary));
        database = Database.open(primary, new ReplicaSettings(wire.settings(), Duration.ofMinutes(1)));
        database.users().add(ada, HASH);
        awaitUse();
        assertThat(list()).isLessThan(SOON);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        wire.close();
    }

    private void awaitUse() {
        await().untilAsserted(() -> assertThat(database.examineReplica()).isInstanceOf(ReplicaState.InUse.class));
    }

    /** How long a list takes that has Ada in it. */
    private Duration list() {
        long begun = System.nanoTime();
        assertThat(database.userDirectory().page(UserDirectory.Filter.NONE, null, 10))
                .containsExactly(ada);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void diesAndComesBack() {
        postgres.stopReplica();

        assertThat(list()).isLessThan(SOON);
        assertThat(database.isReplicaInUse()).contains(false);
        assertThat(database.examineReplica()).isInstanceOf(ReplicaState.Unreachable.class);
        assertThat(list()).isLessThan(SOON);

        postgres.startReplica();
        awaitUse();
        assertThat(list()).isLessThan(SOON);
        assertThat(database.isReplicaInUse()).contains(true);
    }

    @Test
    void vanishesFromTheNetworkAlsoFromUnderThoseWhoWait()
            throws ExecutionException, InterruptedException, TimeoutException {
        wire.silence();
        CompletableFuture<Duration> waiting = CompletableFuture.supplyAsync(this::list);

        assertThat(database.examineReplica()).isInstanceOf(ReplicaState.Unreachable.class);

        assertThat(waiting.get(4, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(3));
        assertThat(list()).isLessThan(SOON);

        wire.restore();
        awaitUse();
    }

    @Test
    void isLeftAfterTheFirstReadThatFailsWithoutAnybodyWhoLooks() {
        wire.cut();

        assertThat(list()).isLessThan(SOON);

        assertThat(database.isReplicaInUse()).contains(false);
    }

    @Test
    void goesOnForAWhileWithoutAPrimaryToBeComparedWith() throws IOException {
        try (DatabaseProxy toPrimary = DatabaseProxy.before(primary);
                Database lonely = Database.open(
                        toPrimary.settings(), new ReplicaSettings(wire.settings(), Duration.ofMinutes(1)))) {
            await().until(() -> lonely.examineReplica() instanceof ReplicaState.InUse);
            toPrimary.cut();

            assertThatThrownBy(lonely::examineReplica).isInstanceOf(ServiceUnavailable.class);

            assertThat(lonely.userDirectory().page(UserDirectory.Filter.NONE, null, 10))
                    .containsExactly(ada);
        }
    }
}
