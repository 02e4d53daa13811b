package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sealing says in the log. */
class AuditSealerTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

    private final DatabaseSettings settings = POSTGRES.server().createDatabase();
    private final MutableClock clock = new MutableClock();

    @Test
    void saysHowFarTheSealsReachAndOnceThatTheyWereCutOff() {
        try (Database database = Database.open(settings);
                LogLines log = LogLines.of(AuditSealer.class)) {
            SealChain chain = new SealChain(
                    database.auditSeals(),
                    message -> Arrays.copyOf(
                            UUID.nameUUIDFromBytes(message).toString().getBytes(StandardCharsets.UTF_8), 32));
            AuditSealer sealer = new AuditSealer(
                    new SealAuditTrail(database.transactor(), database.auditSeals(), chain, clock), chain, clock);
            sealer.run();
            assertThat(log.all()).as("there is nothing yet").isEmpty();

            record(database);
            sealer.run();
            record(database);
            sealer.run();
            String first = "INFO audit seal head 1:";
            assertThat(log.all()).singleElement().asString().startsWith(first);
            clock.advance(Duration.ofHours(1));
            sealer.run();
            assertThat(log.all()).hasSize(2).last().asString().startsWith("INFO audit seal head 2:");

            Sql.execute(
                    settings,
                    "SET session_replication_role = replica; DELETE FROM audit_sealed_entries; DELETE FROM audit_seals");
            sealer.run();
            sealer.run();
            sealer.close();

            assertThat(log.all())
                    .hasSize(3)
                    .last()
                    .asString()
                    .startsWith("ERROR the audit trail was tampered with")
                    .contains("Run sallyport audit verify --expect 2:");
        }
    }

    private void record(Database database) {
        database.auditTrail()
                .record(new AuditEntry(
                        UUID.randomUUID(), clock.instant(), new AuditEvent.ProfileChanged(ADA), Client.local()));
    }
}
