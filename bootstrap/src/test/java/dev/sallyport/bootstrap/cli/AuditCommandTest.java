package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for the audit trail, on a real PostgreSQL, with and without a server beside them. */
class AuditCommandTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    @TempDir
    Path folder;

    @Test
    void findsNothingAfterAServerHasSealedAndWhateverIsDoneAfterwards() {
        UUID entry = record(new AuditEvent.ProfileChanged(ADA), "curl/8.5");
        try (SallyportSystem system =
                SallyportSystem.start(Configuration.parse(Settings.on(database)), new FakeMailTransport())) {
            assertThat(system.isDatabaseReachable()).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Sql.column(database, "SELECT id FROM audit_unsealed"))
                            .isEmpty());
        }
        Terminal untouched = terminal();
        assertThat(untouched.type("audit", "verify")).isZero();
        assertThat(untouched.out())
                .contains("1 entries in 1 batches compared, 0 waiting to be sealed.", "Nothing was changed.")
                .containsPattern("Head: 1:[0-9a-f]{64}\n");
        String head = untouched.out().replaceAll("(?s).*Head: ", "").strip();
        assertThat(terminal().type("audit", "verify", "--expect", head)).isZero();

        Sql.execute(database, "SET session_replication_role = replica; UPDATE audit_events SET type = 'x.y'");

        Terminal changed = terminal();
        assertThat(changed.type("audit", "verify")).isEqualTo(1);
        assertThat(changed.out()).contains("Entry " + entry + " of batch 1 was changed.");
        Terminal scripted = terminal();
        assertThat(scripted.type("audit", "verify", "--json", "--expect", head)).isEqualTo(1);
        assertThat(scripted.out())
                .isEqualTo("{\"findings\":[{\"finding\":\"entry-changed\",\"id\":\"" + entry
                        + "\",\"batch\":1}],\"intact\":false,\"batches\":1,\"entries\":1,\"waiting\":0,\"late\":0,\"head\":\""
                        + head
                        + "\"}\n");
        Sql.execute(
                database,
                "SET session_replication_role = replica; DELETE FROM audit_sealed_entries; DELETE FROM audit_seals; DELETE FROM audit_events");
        assertThat(terminal().type("audit", "verify")).isZero();
        assertThat(terminal().type("audit", "verify", "--expect", head)).isEqualTo(1);
    }

    @Test
    void saysThatNothingIsSealedYetAndRefusesAnotherMasterKey() {
        Terminal nothing = terminal();
        assertThat(nothing.type("audit", "verify")).isEqualTo(1);
        assertThat(nothing.err()).contains("Nothing is sealed yet");

        SallyportSystem.start(Configuration.parse(Settings.on(database)), new FakeMailTransport())
                .close();
        Terminal other = terminal("MASTER_KEY", Settings.OTHER_MASTER_KEY);
        assertThat(other.type("audit", "verify")).isEqualTo(1);
        assertThat(other.err()).contains("MASTER_KEY is not the key");
    }

    @Test
    void exportsForSpreadsheetsWithoutFormulasInIt() {
        UUID first = record(new AuditEvent.ProfileChanged(ADA), "=cmd|' /C calc'!A0");
        UUID second = record(new AuditEvent.ProfileChanged(ADA), "a \"b\", c");

        Terminal terminal = terminal();
        assertThat(terminal.type("audit", "export", "--format", "csv")).isZero();

        assertThat(terminal.out().lines())
                .hasSize(3)
                .startsWith("id,occurredAt,type,userId,details,clientAddress,userAgent")
                .anyMatch(line -> line.startsWith(first + ",") && line.endsWith(",{},203.0.113.7,'=cmd|' /C calc'!A0"))
                .anyMatch(line -> line.startsWith(second + ",") && line.endsWith(",\"a \"\"b\"\", c\""));
    }

    @Test
    void exportsJsonLinesOfWhatIsWantedToAFileThatIsNotThereYet() throws IOException {
        record(new AuditEvent.ProfileChanged(ADA), "curl/8.5");
        UUID other = record(new AuditEvent.PasswordDisabled(new UserId(UUID.randomUUID())), "\"\\");
        Path file = folder.resolve("trail.jsonl");

        assertThat(terminal()
                        .type(
                                "audit",
                                "export",
                                "--format",
                                "jsonl",
                                "--type",
                                "password.*",
                                "--from",
                                "2020-01-01T00:00:00Z",
                                "--to",
                                "2999-01-01T00:00:00Z",
                                file.toString()))
                .isZero();

        assertThat(Files.readAllLines(file))
                .singleElement()
                .asString()
                .startsWith("{\"id\":\"" + other + "\",\"occurredAt\":\"")
                .endsWith(",\"details\":{},\"clientAddress\":\"203.0.113.7\",\"userAgent\":\"\\\"\\\\\"}");
        assertThat(Files.getPosixFilePermissions(file))
                .as("addresses are in it")
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Terminal again = terminal();
        assertThat(again.type("audit", "export", "--format", "jsonl", file.toString()))
                .isEqualTo(1);
        assertThat(again.err()).contains("is there already");
        Terminal hers = terminal();
        assertThat(hers.type("audit", "export", "--format", "jsonl", "--user", ADA.toString()))
                .isZero();
        assertThat(hers.out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "verify, --expect, 1",
        "export, --format, xml",
        "export, --user, 1",
        "export, --type, no.such",
        "export, --from, yesterday"
    })
    void refusesWhatCannotBeMeant(String command, String option, String value) {
        assertThat(terminal().type("audit", command, option, value)).isEqualTo(2);
    }

    @Test
    void prunesNothingThatIsToBeKept() {
        SallyportSystem.start(Configuration.parse(Settings.on(database)), new FakeMailTransport())
                .close();
        Terminal forEver = terminal();
        assertThat(forEver.type("audit", "prune")).isZero();
        assertThat(forEver.out()).contains("kept for ever");

        Terminal year = terminal("AUDIT_RETENTION", "365d");
        assertThat(year.type("audit", "prune")).isZero();
        assertThat(year.out()).contains("Months dropped: 0");

        Terminal tooShort = terminal("AUDIT_RETENTION", "89d");
        assertThat(tooShort.type("audit", "prune")).isEqualTo(1);
        assertThat(tooShort.err()).contains("AUDIT_RETENTION", "90d");
    }

    private UUID record(AuditEvent event, String userAgent) {
        UUID id = UUID.randomUUID();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        try (Database opened = Database.open(database)) {
            opened.auditTrail()
                    .record(new AuditEntry(id, now, event, new Client(ClientAddress.of("203.0.113.7"), userAgent)));
        }
        return id;
    }

    private Terminal terminal(String... settings) {
        Map<String, String> environment = Settings.on(database, settings);
        environment.keySet().removeIf(name -> name.startsWith("SMTP_"));
        return new Terminal(environment);
    }
}
