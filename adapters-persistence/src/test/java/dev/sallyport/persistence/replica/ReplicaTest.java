package dev.sallyport.persistence.replica;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.ReplicaSettings;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.ReplicatedPostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read from a real standby, and when. One that is held back shows who read there: it lacks what was written last. */
class ReplicaTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final AuditTrail.Filter EVERYTHING = new AuditTrail.Filter(null, null, null, null, null);
    private static final FakeVault VAULT = new FakeVault("master key");

    @RegisterExtension
    static final ReplicatedPostgresForTests POSTGRES = new ReplicatedPostgresForTests();

    @AfterEach
    void letGo() {
        postgres.letGo();
    }

    private final ReplicatedPostgres postgres = POSTGRES.get();
    private final DatabaseSettings primary = postgres.createDatabase();
    private final DatabaseSettings standby = postgres.replicaOf(primary);

    private Database open(Duration maxLag) {
        return Database.open(primary, new ReplicaSettings(standby, maxLag));
    }

    private static void awaitUse(Database database) {
        await().untilAsserted(() -> assertThat(database.examineReplica()).isInstanceOf(ReplicaState.InUse.class));
    }

    private static User add(Database database, String address) {
        User user = Samples.user(EmailAddress.of(address));
        database.users().add(user, HASH);
        return user;
    }

    private static List<String> listed(Database database) {
        return database.userDirectory().page(UserDirectory.Filter.NONE, null, 10).stream()
                .map(user -> user.email().value())
                .toList();
    }

    private static AuditEntry entry(AuditEvent event) {
        return new AuditEntry(UUID.randomUUID(), NOW, event, CLIENT);
    }

    @Test
    void hasListsReadThereAndDecidesHere() {
        try (Database database = open(LONG)) {
            awaitUse(database);
            postgres.holdBack();

            User ada = add(database, "ada@example.com");
            database.auditTrail()
                    .record(entry(new AuditEvent.AccountSuspended(ada.id(), ada.status(), new Author.Operator(), 0)));
            database.mailOutbox(VAULT, () -> {}).enqueue(Samples.mail("code 4711"), Samples.RECIPIENT, NOW);

            assertThat(listed(database)).isEmpty();
            assertThat(database.statistics()
                            .since(LocalDate.ofInstant(NOW, ZoneOffset.UTC))
                            .counts()
                            .users())
                    .isZero();
            assertThat(database.auditTrail().find(EVERYTHING, null, 10)).isEmpty();
            assertThat(database.mailRecords(VAULT).find(new MailRecords.Filter(null, null, null), null, 10))
                    .isEmpty();

            assertThat(database.userDirectory().find(ada.id())).contains(ada);
            assertThat(database.users().credentials(ada.email())).isPresent();
            assertThat(database.auditTrail().of(ada.id(), null, 10)).hasSize(1);
            assertThat(database.carriedUsers().page(null, 10)).hasSize(1);

            postgres.letGo();
            await().untilAsserted(() -> assertThat(listed(database)).containsExactly("ada@example.com"));
        }
    }

    @Test
    void staysInATransactionWithWhatIsReadThere() {
        try (Database database = open(LONG)) {
            awaitUse(database);
            postgres.holdBack();

            List<String> listed = database.transactor().inTransaction(() -> {
                add(database, "ada@example.com");
                return listed(database);
            });

            assertThat(listed).containsExactly("ada@example.com");
        }
    }

    @Test
    void costsOneRoundTripThereAndNoneHere() throws IOException {
        try (var here = RoundTripCounter.before(primary);
                var there = RoundTripCounter.before(standby);
                Database database = Database.open(here.settings(), new ReplicaSettings(there.settings(), LONG))) {
            awaitUse(database);
            listed(database);

            int before = here.soFar();
            assertThat(there.during(() -> listed(database))).isEqualTo(1);
            assertThat(here.soFar()).isEqualTo(before);
            // Knowing how the replica stands costs one round trip each, a second.
            assertThat(here.during(database::examineReplica)).isEqualTo(1);
            assertThat(there.during(database::examineReplica)).isEqualTo(1);
        }
    }

    @Test
    void isNotUsedBeforeSomebodyHasLooked() {
        try (Database database = open(LONG)) {
            assertThat(database.isReplicaInUse()).contains(false);
            postgres.holdBack();
            add(database, "ada@example.com");

            assertThat(listed(database)).containsExactly("ada@example.com");
        }
    }

    /** It may lack tables and columns that this version's migrations have just added. */
    @Test
    void isNotUsedBeforeItHasWhatWasThereWhenItWasOpened() {
        postgres.holdBack();
        Sql.execute(primary, "CREATE TABLE added_by_a_migration ()");
        try (Database database = open(LONG)) {
            assertThat(database.examineReplica()).isInstanceOf(ReplicaState.Behind.class);
            assertThat(database.isReplicaInUse()).contains(false);

            postgres.letGo();
            awaitUse(database);
        }
    }

    @Test
    void isNotUsedWhileItIsTooFarBehind() {
        try (Database database = open(Duration.ofMillis(300))) {
            awaitUse(database);
            postgres.holdBack();
            add(database, "ada@example.com");

            await().untilAsserted(() -> assertThat(database.examineReplica())
                    .isInstanceOfSatisfying(
                            ReplicaState.Behind.class,
                            behind -> assertThat(behind.behind()).isGreaterThan(Duration.ofMillis(300))));
            assertThat(database.isReplicaInUse()).contains(false);
            assertThat(listed(database)).containsExactly("ada@example.com");

            postgres.letGo();
            awaitUse(database);
            assertThat(listed(database)).containsExactly("ada@example.com");
        }
    }

    @Test
    void isYoungHoweverLongNothingHappens() {
        Duration maxLag = Duration.ofMillis(500);
        try (Database database = open(maxLag)) {
            awaitUse(database);
            long begun = System.nanoTime();

            await().until(() -> {
                assertThat(database.examineReplica()).isInstanceOf(ReplicaState.InUse.class);
                return System.nanoTime() - begun > maxLag.multipliedBy(3).toNanos();
            });
        }
    }

    @Test
    void isNotUsedForLongWithoutAnybodyWhoLooks() {
        try (Database database = open(Duration.ofMillis(300))) {
            awaitUse(database);

            await().untilAsserted(() -> assertThat(database.isReplicaInUse()).contains(false));

            postgres.holdBack();
            add(database, "ada@example.com");
            assertThat(listed(database)).containsExactly("ada@example.com");
        }
    }

    @Test
    void showsAdministratorsWhatTheyHaveJustDone() {
        try (Database database = open(LONG)) {
            awaitUse(database);
            postgres.holdBack();
            User ada = add(database, "ada@example.com");
            var suspension = new AuditEvent.AccountSuspended(ada.id(), ada.status(), new Author.Person(ada.id()), 0);
            assertThat(listed(database)).isEmpty();

            database.transactor().inTransaction(() -> {
                database.auditTrail().record(entry(suspension));
                return true;
            });

            assertThat(listed(database)).containsExactly("ada@example.com");
            assertThat(database.auditTrail().find(EVERYTHING, null, 10)).hasSize(1);

            postgres.letGo();
            postgres.awaitReplay();
            awaitUse(database);
            postgres.holdBack();
            add(database, "bob@example.com");
            assertThat(listed(database)).containsExactly("ada@example.com");

            database.auditTrail().record(List.of(entry(suspension)));
            assertThat(listed(database)).hasSize(2);
        }
    }

    @Test
    void canBeUsedByTheRoleOfRunningServers() throws IOException {
        Sql.execute(primary, Files.readString(Path.of("../deploy/postgresql/roles.sql")));
        Sql.execute(primary, "CREATE ROLE accounts LOGIN IN ROLE sallyport_app");
        postgres.awaitReplay();
        try (Database database =
                Database.open(as("accounts", primary), new ReplicaSettings(as("accounts", standby), LONG))) {
            awaitUse(database);
            postgres.holdBack();
            add(database, "ada@example.com");

            assertThat(listed(database)).isEmpty();
            assertThat(database.auditTrail().find(EVERYTHING, null, 10)).isEmpty();
        }
    }

    @Test
    void isNotUsedForSomebodyWhoMayNotReadThere() {
        Sql.execute(primary, "CREATE ROLE curious LOGIN");
        postgres.awaitReplay();
        try (Database database = Database.open(primary, new ReplicaSettings(as("curious", standby), LONG))) {
            add(database, "ada@example.com");

            await().untilAsserted(() -> assertThat(database.examineReplica()).isEqualTo(new ReplicaState.Unreadable()));
            assertThat(database.isReplicaInUse()).contains(false);
            assertThat(listed(database)).containsExactly("ada@example.com");
        }
    }

    /** A database that says it is at the beginning of the log stands for one that was restored. */
    @Test
    void isNotUsedOnceItHadWhatTheDatabaseLacks() {
        Sql.execute(primary, """
                CREATE SCHEMA restored;
                CREATE TABLE restored.position AS SELECT '0/1'::pg_lsn AS at;
                CREATE FUNCTION restored.pg_current_wal_flush_lsn() RETURNS pg_lsn LANGUAGE sql
                    AS 'SELECT COALESCE(at, pg_catalog.pg_current_wal_flush_lsn()) FROM restored.position'""");
        postgres.awaitReplay();
        var restored = new DatabaseSettings(
                primary.jdbcUrl() + "?currentSchema=public,restored,pg_catalog",
                primary.user(),
                primary.password(),
                primary.poolSize());
        try (Database database = Database.open(restored, new ReplicaSettings(standby, LONG))) {
            assertThat(database.examineReplica()).isEqualTo(new ReplicaState.Strayed());
            assertThat(database.isReplicaInUse()).contains(false);

            Sql.execute(primary, "UPDATE restored.position SET at = NULL");
            assertThat(database.examineReplica()).isEqualTo(new ReplicaState.Strayed());

            postgres.stopReplica();
            assertThat(database.examineReplica()).isInstanceOf(ReplicaState.Unreachable.class);
            postgres.startReplica();
            awaitUse(database);
        }
    }

    private static DatabaseSettings as(String role, DatabaseSettings settings) {
        return new DatabaseSettings(settings.jdbcUrl(), role, "", settings.poolSize());
    }

    @Test
    void isNoPrimaryAndNoOtherDatabase() {
        DatabaseSettings other = postgres.replicaOf(postgres.createDatabase());
        try (Database itself = Database.open(primary, new ReplicaSettings(primary, LONG));
                Database stranger = Database.open(primary, new ReplicaSettings(other, LONG))) {
            assertThat(itself.examineReplica()).isEqualTo(new ReplicaState.NoStandby());
            assertThat(itself.isReplicaInUse()).contains(false);
            assertThat(stranger.examineReplica()).isEqualTo(new ReplicaState.OfAnother());
            assertThat(stranger.isReplicaInUse()).contains(false);
        }
    }

    @Test
    void isOptional() {
        try (Database database = Database.open(primary)) {
            assertThat(database.isReplicaInUse()).isEmpty();
        }
    }
}
