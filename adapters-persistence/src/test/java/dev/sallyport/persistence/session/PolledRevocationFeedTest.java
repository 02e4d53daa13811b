package dev.sallyport.persistence.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.RevocationFeedContract;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.testing.DatabaseForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolledRevocationFeedTest extends RevocationFeedContract {
    @RegisterExtension
    static final DatabaseForTests postgres = DatabaseForTests.withASteeredClock();

    private final RevocationFeed feed =
            postgres.database().polledRevocations(Fakes.POLICIES.session().revocationRetention());

    @Override
    protected RevocationFeed feed() {
        return feed;
    }

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Roles roles() {
        return postgres.database().roles();
    }

    @Override
    protected void suspend(UserId user) {
        sql("UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }

    @Override
    protected void changeRoles(UserId user, Set<RoleName> roles) {
        sql("DELETE FROM user_roles WHERE user_id = '" + user + "'");
        roles.forEach(role -> sql("INSERT INTO user_roles VALUES ('" + user + "', '" + role.value() + "')"));
    }

    private static void sql(String statement) {
        var settings = postgres.settings();
        try (Connection connection =
                        DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** As after a failover or a restore: what was counted before says nothing of what is written there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_postmaster_start_time() RETURNS timestamptz LANGUAGE sql AS 'SELECT timestamptz ''2030-01-01'''",
                "pg_snapshot_xmin(pg_snapshot) RETURNS xid8 LANGUAGE sql AS 'SELECT xid8 ''5'''"
            })
    void beginsAnewWhereAnotherServerAnswers(String sign) {
        NewSession session = Samples.newSession(Samples.user(ADA));
        try (Database database = Database.open(postgres.settings());
                RevocationFeed feed =
                        database.polledRevocations(Fakes.POLICIES.session().revocationRetention())) {
            assertThat(feed.await(Duration.ZERO).revoked()).isEmpty();
            sql("INSERT INTO revocations (id, session_id, revoked_at, written_by) VALUES (gen_random_uuid(), '"
                    + session.id() + "', now(), '4')");
            assertThat(feed.await(Duration.ZERO).revoked()).isEmpty();

            sql("CREATE FUNCTION steered." + sign);

            assertThat(feed.await(Duration.ZERO).revoked()).containsExactly(new Revocation.SessionEnded(session.id()));
            assertThat(feed.await(Duration.ZERO).revoked()).isEmpty();
        } finally {
            sql("DROP FUNCTION steered." + sign.substring(0, sign.indexOf(" RETURNS")));
        }
    }

    @Test
    @Timeout(30)
    void neverWaits() {
        assertThat(feed.await(Duration.ofDays(1)).revoked()).isEmpty();
        assertThat(feed.await(Duration.ofDays(1)).revoked()).isEmpty();
    }
}
