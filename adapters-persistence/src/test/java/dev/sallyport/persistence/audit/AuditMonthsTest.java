package dev.sallyport.persistence.audit;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.audit.AuditFinding;
import dev.sallyport.application.audit.KeepAuditMonths;
import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.audit.SealKey;
import dev.sallyport.application.audit.VerifyAuditTrail;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trail by months: how it came to be so, how months are made, and how they are dropped. */
class AuditMonthsTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final SealKey KEY = new MacForTests("the server's");
    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

    /** What the version before says, word by word. */
    private static final String INSERT_BEFORE = """
            INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address, user_agent)
            VALUES (gen_random_uuid(), '%s', 'account.profile-changed', '01900000-0000-7000-8000-000000000001',
                jsonb_object(ARRAY['holderAddress'], ARRAY['203.0.113.9']), '203.0.113.7'::inet, 'curl/8.5')""";

    private static final String ERASE_BEFORE = """
            UPDATE audit_events
            SET client_address = NULL, user_agent = NULL, details = details - 'holderAddress' - 'holderUserAgent'
            WHERE client_address IS NOT NULL AND user_id = '01900000-0000-7000-8000-000000000001'""";

    private final DatabaseSettings settings = postgres.server().createDatabase();

    @Test
    void keepsWhatWasThereBeforeAndLetsTheVersionBeforeGoOn() throws Exception {
        DatabaseSettings before = postgres.server().createEmptyDatabase();
        migrate(before, "V000", "V027");
        Sql.execute(before, INSERT_BEFORE.formatted("2024-02-29T00:00:00Z"));
        Sql.execute(before, INSERT_BEFORE.formatted(Clock.systemUTC().instant()));
        Sql.execute(
                before,
                "CREATE ROLE reader; GRANT SELECT ON audit_events TO reader;"
                        + " CREATE ROLE writer; GRANT SELECT, INSERT ON audit_events TO writer");
        String file = Sql.column(before, "SELECT pg_relation_filenode('audit_events')")
                .getFirst();

        migrate(before, "V027", "V028");
        Sql.execute(before, INSERT_BEFORE.formatted(Clock.systemUTC().instant()));
        migrate(before, "V028", "V030");
        Sql.execute(before, INSERT_BEFORE.formatted(Clock.systemUTC().instant()));
        Sql.execute(before, INSERT_BEFORE.formatted("2001-01-01T00:00:00Z"));
        Sql.execute(before, INSERT_BEFORE.formatted("2199-01-01T00:00:00Z"));

        assertThat(Sql.column(before, "SELECT count(*) FROM audit_events")).containsExactly("6");
        assertThat(Sql.column(before, "SELECT count(*) FROM audit_unsealed"))
                .as("each once")
                .containsExactly("6");
        assertThat(Sql.column(before, "SELECT pg_relation_filenode('audit_events_earliest')"))
                .as("not rewritten")
                .containsExactly(file);
        assertThat(Sql.column(before, "SELECT count(*) FROM audit_events_default"))
                .containsExactly("1");
        assertThat(Sql.column(before, "SELECT has_table_privilege('reader', 'audit_events', 'SELECT')"))
                .containsExactly("t");
        assertThat(Sql.column(
                        before,
                        "SELECT grantee FROM (VALUES ('reader'), ('writer')) AS of (grantee)"
                                + " WHERE has_function_privilege(grantee, 'forget_audit_clients(uuid)', 'EXECUTE')"
                                + " AND has_table_privilege(grantee, 'audit_sealing', 'UPDATE')"))
                .as("a server may go on as who could write")
                .containsExactly("writer");
        try (Database database = Database.open(before)) {
            seal(database);
            assertThat(database.auditTrail().of(ADA, null, 10)).hasSize(6);
            assertThat(verify(database)).isEmpty();
            Sql.execute(before, ERASE_BEFORE);
            assertThat(
                            Sql.column(
                                    before,
                                    "SELECT id FROM audit_events WHERE salt IS NOT NULL OR client_address IS NOT NULL OR details ? 'holderAddress'"))
                    .isEmpty();
            assertThat(verify(database))
                    .as("nothing tells that the account is gone")
                    .isNotEmpty();
            database.auditTrail()
                    .record(new AuditEntry(
                            UUID.randomUUID(),
                            Clock.systemUTC().instant(),
                            new AuditEvent.AccountDeleted(ADA),
                            CLIENT));
            seal(database);
            assertThat(verify(database))
                    .as("it is; of what says that it happened later, nothing may be erased for that")
                    .singleElement()
                    .isInstanceOf(AuditFinding.EntryErased.class);
        }
    }

    @Test
    void writesIntoTheMonthThatIsThere() {
        try (Database database = Database.open(settings)) {
            record(database, Clock.systemUTC().instant());
        }

        assertThat(Sql.column(settings, "SELECT tableoid::regclass FROM audit_events"))
                .containsExactlyElementsOf(
                        Sql.column(settings, "SELECT 'audit_events_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')"));
        assertThat(months()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void makesAMonthInWhichMuchHasHappenedAlreadyWithoutLosingOrSealingItTwice() {
        String next = Sql.column(
                        settings, "SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + interval '4 months 10 days'")
                .getFirst();
        Sql.execute(
                settings, INSERT_BEFORE.formatted(next + "Z") + ";" + INSERT_BEFORE.formatted("2199-01-01T00:00:00Z"));
        assertThat(Sql.column(settings, "SELECT count(*) FROM audit_events_default"))
                .containsExactly("2");

        try (Database database = Database.open(settings)) {
            assertThat(database.auditSeals().prepareMonths(4)).isEqualTo(1);
            assertThat(database.auditSeals().prepareMonths(4)).isZero();
            assertThat(Sql.column(settings, "SELECT count(*) FROM audit_events_default"))
                    .containsExactly("1");
            assertThat(Sql.column(settings, "SELECT count(*) FROM audit_unsealed"))
                    .containsExactly("2");
            seal(database);
            assertThat(verify(database)).isEmpty();
        }
        for (String statement : List.of(
                "DELETE FROM audit_events", "UPDATE audit_events SET type = 'x'", "TRUNCATE audit_events_default")) {
            assertThatThrownBy(() -> Sql.execute(settings, statement))
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void doesNotMakeMonthsInTheWayOfAnybody() throws Exception {
        try (Database database = Database.open(settings);
                Connection dump = Sql.connect(settings)) {
            dump.setAutoCommit(false);
            dump.createStatement().execute("LOCK TABLE audit_events IN ACCESS SHARE MODE");

            assertThat(database.auditSeals().prepareMonths(6))
                    .as("a dump reads all of it")
                    .isZero();
            record(database, Clock.systemUTC().instant());
            dump.rollback();

            assertThat(database.auditSeals().prepareMonths(6)).isEqualTo(3);
        }
    }

    @Test
    void dropsWholeMonthsAndTheSealsSayThatTheyMayBeMissing() {
        oldMonths("2025-01-01", "2025-02-01", "2025-03-01");
        try (Database database = Database.open(settings)) {
            for (String when : List.of("2025-01-31T23:59:59Z", "2025-02-01T00:00:00Z", "2025-03-15T00:00:00Z")) {
                record(database, Instant.parse(when));
                seal(database, Clock.fixed(Instant.parse(when).plusSeconds(15), ZoneOffset.UTC));
            }
            record(database, Clock.systemUTC().instant());
            seal(database);
            assertThat(verify(database)).isEmpty();

            Clock clock = Clock.fixed(Instant.parse("2026-03-20T00:00:00Z"), ZoneOffset.UTC);
            KeepAuditMonths keep = new KeepAuditMonths(
                    database.transactor(), database.auditSeals(), new SealChain(database.auditSeals(), KEY), clock);
            assertThat(keep.handle(new KeepAuditMonths.Command(Optional.empty()))
                            .dropped())
                    .isZero();
            KeepAuditMonths.Result kept = keep.handle(new KeepAuditMonths.Command(Optional.of(Duration.ofDays(365))));
            KeepAuditMonths.Result again = keep.handle(new KeepAuditMonths.Command(Optional.of(Duration.ofDays(365))));

            assertThat(kept.dropped()).isEqualTo(2);
            assertThat(again.dropped()).isZero();
            assertThat(Sql.column(settings, "SELECT count(*) FROM audit_events"))
                    .containsExactly("2");
            assertThat(Sql.column(settings, "SELECT batch FROM audit_sealed_entries ORDER BY 1"))
                    .as("what sealed them went with them")
                    .containsExactly("3", "4", "5");
            assertThat(verify(database)).isEmpty();

            Sql.execute(
                    settings,
                    "SET session_replication_role = replica; DELETE FROM audit_events WHERE occurred_at < now() - interval '1 year'");
            assertThat(verify(database)).singleElement().isInstanceOf(AuditFinding.EntryMissing.class);
        }
    }

    @Test
    void neverDropsWhatIsYoungerThanNinetyDays() {
        for (String before : List.of("now()", "now() - interval '89 days'", "'infinity'", "NULL")) {
            assertThatThrownBy(() -> Sql.execute(settings, "SELECT drop_audit_months(" + before + ")"))
                    .as(before)
                    .rootCause()
                    .hasMessageContaining("90 days");
        }
    }

    /** As they would be in an installation that is older. */
    private void oldMonths(String... months) {
        Sql.execute(
                settings,
                "ALTER TABLE audit_events DETACH PARTITION audit_events_earliest; DROP TABLE audit_events_earliest");
        for (String month : months) {
            Sql.execute(settings, "SELECT add_audit_month('" + month + " 00:00:00+00')");
        }
    }

    private List<String> months() {
        return Sql.column(
                settings, "SELECT tablename FROM pg_tables WHERE tablename ~ '^audit_events_[0-9]{4}_[0-9]{2}$'");
    }

    private static void record(Database database, Instant when) {
        database.auditTrail()
                .record(new AuditEntry(UUID.randomUUID(), when, new AuditEvent.ProfileChanged(ADA), CLIENT));
    }

    private static void seal(Database database) {
        seal(database, Clock.systemUTC());
    }

    private static void seal(Database database, Clock clock) {
        new SealAuditTrail(
                        database.transactor(), database.auditSeals(), new SealChain(database.auditSeals(), KEY), clock)
                .handle(new SealAuditTrail.Command(1000));
    }

    private static List<AuditFinding> verify(Database database) {
        List<AuditFinding> findings = new ArrayList<>();
        new VerifyAuditTrail(database.auditArchive(), KEY)
                .handle(new VerifyAuditTrail.Command(Optional.empty(), findings::add));
        return findings;
    }

    /** Runs the migrations from one, inclusive, to another, exclusive; those that cannot be part of a transaction statement by statement. */
    private static void migrate(DatabaseSettings database, String after, String to) throws IOException {
        Path folder = Path.of("src/main/resources/dev/sallyport/persistence/migrations");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                String version = file.getFileName().toString().substring(0, 4);
                if (version.compareTo(after) >= 0 && version.compareTo(to) < 0) {
                    String sql = Files.readString(file);
                    String[] parts = sql.contains("CONCURRENTLY") ? sql.split("\n\n", -1) : new String[] {sql};
                    for (String part : parts) {
                        for (String statement : part.contains("DO $$") || parts.length == 1
                                ? new String[] {part}
                                : part.split(";\n", -1)) {
                            if (!statement.isBlank()) {
                                Sql.execute(database, statement);
                            }
                        }
                    }
                }
            }
        }
    }
}
