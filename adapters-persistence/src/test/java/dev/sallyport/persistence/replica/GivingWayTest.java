package dev.sallyport.persistence.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.ReplicatedPostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** A standby ends queries that are in the way of what it has to replay. */
class GivingWayTest {
    @RegisterExtension
    static final ReplicatedPostgresForTests POSTGRES = new ReplicatedPostgresForTests();

    private final ReplicatedPostgres postgres = POSTGRES.get();
    private final DatabaseSettings primary = postgres.createDatabase();
    private Replica replica;

    @BeforeEach
    void start() {
        Sql.execute(primary, "CREATE TABLE in_the_way ()");
        postgres.awaitReplay();
        PGSimpleDataSource standby = driver(postgres.replicaOf(primary));
        var config = new HikariConfig();
        config.setDataSource(standby);
        var pool = new HikariDataSource(config);
        replica = new Replica(Jdbi.create(driver(primary)), pool, Jdbi.create(pool), standby, Duration.ofMinutes(1));
        await().until(() -> replica.examine() instanceof ReplicaState.InUse);
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    private static PGSimpleDataSource driver(DatabaseSettings settings) {
        var driver = new PGSimpleDataSource();
        driver.setURL(settings.jdbcUrl());
        driver.setUser(settings.user());
        return driver;
    }

    private String slowly(CountDownLatch begun) {
        return replica.ask(
                handle -> {
                    handle.begin();
                    handle.execute("LOCK TABLE in_the_way IN ACCESS SHARE MODE");
                    begun.countDown();
                    handle.execute("SELECT pg_sleep(60)");
                    return "there";
                },
                () -> "here");
    }

    @Test
    void isRunAgainElsewhereAndTheReplicaStaysInUse() throws InterruptedException {
        var begun = new CountDownLatch(1);
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> slowly(begun));
        begun.await();

        Sql.execute(primary, "DROP TABLE in_the_way");

        assertThat(read.join()).isEqualTo("here");
        assertThat(replica.isInUse()).isTrue();
    }

    @Test
    void isNotRunAgainIfItTookTooLong() {
        assertThatThrownBy(() -> replica.<String>ask(
                        handle -> {
                            handle.execute("SELECT set_config('statement_timeout', '50', false)");
                            handle.execute("SELECT pg_sleep(60)");
                            return "there";
                        },
                        () -> "here"))
                .isInstanceOf(ServiceUnavailable.class);
        assertThat(replica.isInUse()).isTrue();
    }

    @Test
    void isRunAgainElsewhereAfterAnyOtherErrorThereAndTheReplicaIsLeftUntilTheNextLook() {
        String read = replica.ask(
                handle -> {
                    handle.execute("SELECT no_such_column");
                    return "there";
                },
                () -> "here");

        assertThat(read).isEqualTo("here");
        assertThat(replica.isInUse()).isFalse();
        assertThat(replica.examine()).isInstanceOf(ReplicaState.InUse.class);
    }

    @Test
    void doesNotTellAnErrorOfOursForOneOfTheReplica() {
        assertThatThrownBy(() -> replica.<String>ask(
                        handle -> {
                            throw new IllegalStateException("ours");
                        },
                        () -> "here"))
                .hasMessage("ours");
        assertThat(replica.isInUse()).isTrue();
    }
}
