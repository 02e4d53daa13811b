package dev.sallyport.persistence.audit;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.audit.KeepAuditMonths;
import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.audit.SealKey;
import dev.sallyport.application.audit.VerifyAuditTrail;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/postgresql/roles.sql}: servers as a role that owns nothing. */
class ApplicationRoleTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Path SCRIPT = Path.of("../deploy/postgresql/roles.sql");
    private static final SealKey KEY = new MacForTests("the server's");

    private final DatabaseSettings owner = postgres.server().createDatabase();
    private final DatabaseSettings application =
            new DatabaseSettings(owner.jdbcUrl(), "accounts", "accounts", owner.poolSize());

    @BeforeEach
    void grant() throws IOException {
        String script = Files.readString(SCRIPT);
        Sql.execute(owner, script);
        Sql.execute(owner, script);
        Sql.execute(owner, """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accounts') THEN
                        CREATE ROLE accounts LOGIN PASSWORD 'accounts' IN ROLE sallyport_app;
                    END IF;
                END $$""");
    }

    @Test
    void doesTheWholeMainJob() {
        try (Database database = Database.open(application)) {
            assertThat(database.isSchemaCurrent()).isTrue();
            Fakes fakes = new Fakes();
            Sallyport sallyport = PersistentSallyport.on(database, fakes);
            RegistrationId registration = ((RegisterAccount.Result.Accepted) sallyport
                            .registerAccount()
                            .handle(new RegisterAccount.Command(ADA, PASSWORD, null, ENGLISH, CLIENT)))
                    .id();
            SignedIn born = ((VerifyEmail.Result.Verified) sallyport
                            .verifyEmail()
                            .handle(new VerifyEmail.Command.ByCode(registration, MailedCode.of("47110001"), CLIENT)))
                    .signedIn();
            SignedIn signedIn = ((SignIn.Result.Succeeded)
                            sallyport.signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                    .signedIn();
            assertThat(sallyport.refreshSession().handle(new RefreshSession.Command(signedIn.refreshToken(), CLIENT)))
                    .isInstanceOf(RefreshSession.Result.Refreshed.class);
            assertThat(sallyport
                            .endSession()
                            .handle(new EndSession.Command.ByRefreshToken(signedIn.refreshToken(), CLIENT)))
                    .isInstanceOf(EndSession.Result.Ended.class);

            SealAuditTrail sealer = new SealAuditTrail(
                    database.transactor(),
                    database.auditSeals(),
                    new SealChain(database.auditSeals(), KEY),
                    fakes.clock());
            assertThat(sealer.handle(new SealAuditTrail.Command(1000)).sealed()).isGreaterThan(4);
            VerifiedAccessToken caller =
                    fakes.ports().accessTokens().verify(born.accessToken()).orElseThrow();
            assertThat(sallyport
                            .deleteAccount()
                            .handle(new DeleteAccount.Command(caller, Evidence.of(PASSWORD), CLIENT)))
                    .isInstanceOf(DeleteAccount.Result.Deleted.class);
            sealer.handle(new SealAuditTrail.Command(1000));

            assertThat(Sql.column(owner, "SELECT id FROM audit_events WHERE client_address IS NOT NULL"))
                    .as("who asked is erased")
                    .isEmpty();
            List<Object> findings = new ArrayList<>();
            assertThat(new VerifyAuditTrail(database.auditArchive(), KEY)
                            .handle(new VerifyAuditTrail.Command(Optional.empty(), findings::add))
                            .entries())
                    .isGreaterThan(5);
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void makesMonthsAndLeavesDroppingThemToTheOwner() {
        try (Database database = Database.open(application)) {
            KeepAuditMonths keep = new KeepAuditMonths(
                    database.transactor(),
                    database.auditSeals(),
                    new SealChain(database.auditSeals(), KEY),
                    Clock.offset(Clock.systemUTC(), Duration.ofDays(400)));
            assertThat(database.auditSeals().prepareMonths(5)).isEqualTo(2);

            KeepAuditMonths.Result kept = keep.handle(new KeepAuditMonths.Command(Optional.of(Duration.ofDays(100))));

            assertThat(kept.refused()).isTrue();
            assertThat(kept.dropped()).isZero();
        }
        assertThat(Sql.column(
                        owner,
                        "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
                                + " WHERE table_name ~ '^audit_events_' AND grantee <> 'postgres'"))
                .as("nobody gets past the trail by its partitions")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_events SET client_address = NULL, user_agent = NULL",
                "UPDATE audit_events SET type = 'x'",
                "DELETE FROM audit_events",
                "TRUNCATE audit_events",
                "DROP TABLE audit_events CASCADE",
                "ALTER TABLE audit_events DISABLE TRIGGER ALL",
                "ALTER TABLE audit_events DETACH PARTITION audit_events_default",
                "SET session_replication_role = replica",
                "DELETE FROM audit_events_default",
                "UPDATE audit_events_earliest SET type = 'x'",
                "INSERT INTO audit_events_default SELECT * FROM audit_events",
                "UPDATE audit_seals SET entries = 0",
                "DELETE FROM audit_seals",
                "TRUNCATE audit_seals CASCADE",
                "UPDATE audit_sealed_entries SET digests = ''",
                "DELETE FROM audit_sealed_entries",
                "DROP TABLE audit_seals CASCADE",
                "UPDATE audit_unsealed SET queued_at = now()",
                "INSERT INTO audit_unsealed (id, occurred_at) VALUES (gen_random_uuid(), now())",
                "DELETE FROM audit_sealing",
                "SELECT forget_audit_batches('2020-01-01')",
                "SELECT drop_audit_months('2020-01-01')",
                "SELECT add_audit_month('2020-01-01')",
                "CREATE OR REPLACE FUNCTION refuse_to_rewrite_the_audit_trail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
                "ALTER ROUTINE forget_audit_clients(uuid) SECURITY INVOKER",
                "DELETE FROM sallyport_schema_history"
            })
    void cannotChangeOrRemoveAnythingOfTheTrail(String statement) {
        assertThatThrownBy(() -> Sql.execute(application, statement))
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void cannotRemoveTheKeyForSeals() {
        Sql.execute(owner, """
                INSERT INTO server_keys (id, purpose, number, algorithm, material, created_at, active_from)
                VALUES (gen_random_uuid(), 'audit-seal', 1, 'HS256', '\\x01', now(), now())""");

        assertThatThrownBy(() -> Sql.execute(application, "DELETE FROM server_keys"))
                .rootCause()
                .hasMessageContaining("cannot be removed");
    }

    @Test
    void cannotHaveTheOwnersFunctionsWorkOnTablesOfItsOwn() {
        Sql.execute(owner, """
                INSERT INTO audit_events (id, occurred_at, type, user_id, details, client_address)
                VALUES (gen_random_uuid(), now(), 'x.y', '01900000-0000-7000-8000-000000000001', '{}', '203.0.113.7')""");

        Sql.execute(application, """
                CREATE TEMPORARY TABLE audit_events (user_id uuid, client_address inet, user_agent text, details jsonb, type text);
                SET search_path = pg_temp, public;
                CALL public.forget_audit_clients('01900000-0000-7000-8000-000000000001')""");

        assertThat(Sql.column(owner, "SELECT client_address FROM audit_events")).containsExactly("null");
    }

    @Test
    void hasRightsOnEveryTable() {
        assertThat(Sql.column(owner, """
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname !~ '^audit_events_'
                            AND NOT has_table_privilege('sallyport_app', oid, 'SELECT')"""))
                .as("tables that deploy/postgresql/roles.sql does not name")
                .isEmpty();
    }
}
