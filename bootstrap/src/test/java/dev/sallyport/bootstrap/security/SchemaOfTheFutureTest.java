package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** This version meets what the next one may do to the schema, by the rules for migrations: it runs on, can be started, and keeps its hands off. */
final class SchemaOfTheFutureTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    /** From the fifth time on, the driver has the server remember what a statement answers. */
    private static final int OFTEN = 7;

    private static final List<String> NEXT = List.of(
            "ALTER TABLE users ADD COLUMN nickname text",
            "ALTER TABLE users ADD COLUMN seen integer NOT NULL DEFAULT 0",
            "ALTER TABLE sessions ADD COLUMN of_the_future text",
            "ALTER TABLE audit_events ADD COLUMN of_the_future text",
            "ALTER TABLE mail_outbox ADD COLUMN of_the_future text",
            "ALTER TABLE roles ADD COLUMN of_the_future text",
            "CREATE TABLE nicknames (user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE, nickname text NOT NULL)",
            "CREATE INDEX CONCURRENTLY users_by_nickname ON users (nickname)",
            """
            INSERT INTO sallyport_schema_history
            SELECT installed_rank + 1, '999', 'give nicknames', type, 'V999__give_nicknames.sql', 1, installed_by,
                installed_on, execution_time, success
            FROM sallyport_schema_history ORDER BY installed_rank DESC LIMIT 1""");

    private final DatabaseSettings database = postgres.server().createDatabase();

    private void migrateToTheNext() {
        NEXT.forEach(statement -> Sql.execute(database, statement));
    }

    @Test
    void doesNotDisturbAServerThatIsRunning() {
        try (RunningSystem system = RunningSystem.on(database)) {
            String admin = administrator(system);
            for (int i = 0; i < OFTEN; i++) {
                doEverything(system, admin, "before" + i + "@example.com");
            }

            migrateToTheNext();

            for (int i = 0; i < OFTEN; i++) {
                doEverything(system, admin, "after" + i + "@example.com");
            }
        }
    }

    @Test
    void letsAServerStartThatDoesNotMigrate() {
        migrateToTheNext();

        try (RunningSystem system = RunningSystem.on(database)) {
            doEverything(system, administrator(system), "ada@example.com");
        }
    }

    @Test
    void isNotMigrated() {
        migrateToTheNext();
        Configuration migrating = RunningSystem.configuration(database, "MIGRATE_ON_START", "true");

        assertThatThrownBy(() -> Schema.migrate(migrating.database()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("version 999");
        assertThatThrownBy(() -> SallyportSystem.start(migrating, new FakeMailTransport()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("version 999");
        assertThat(Sql.column(database, "SELECT count(*)::text FROM server_keys"))
                .containsExactly("0");
    }

    private String administrator(RunningSystem system) {
        system.guest().signUp("admin@example.com");
        Sql.execute(database, "INSERT INTO user_roles SELECT id, 'admin' FROM users WHERE email = 'admin@example.com'");
        return system.guest().login("admin@example.com", Guest.PASSWORD).text("accessToken");
    }

    private static void doEverything(RunningSystem system, String admin, String email) {
        Guest guest = system.guest();
        guest.signUp(email);
        ApiAnswer signedIn = guest.login(email, Guest.PASSWORD);
        ApiAnswer refreshed = guest.refresh(signedIn.text("refreshToken"));
        String token = refreshed.text("accessToken");
        assertThat(guest.me(token).text("email")).isEqualTo(email);
        assertThat(guest.sessions(token).status()).isEqualTo(200);
        assertThat(guest.send(ApiRequest.get("/api/v1/me/activity").bearer(token))
                        .status())
                .isEqualTo(200);
        for (String list : List.of("users", "audit-events", "mail", "roles", "stats", "invitations")) {
            assertThat(guest.send(ApiRequest.get("/api/v1/admin/" + list).bearer(admin))
                            .status())
                    .as(list)
                    .isEqualTo(200);
        }
        assertThat(guest.logout(refreshed.text("refreshToken")).status()).isEqualTo(204);
    }
}
