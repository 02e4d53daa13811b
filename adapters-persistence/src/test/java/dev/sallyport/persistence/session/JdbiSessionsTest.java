package dev.sallyport.persistence.session;

import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.application.testing.SessionsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSessionsTest extends SessionsContract {
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();

    @RegisterExtension
    static final DatabaseForTests postgres = DatabaseForTests.withASteeredClock();

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected MutableClock clock() {
        return postgres.clock();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }

    @Override
    protected void demandSecondFactor(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET two_factor_enabled = true WHERE id = '" + user + "'");
    }

    @Test
    void remembersClientsOfEveryKind() {
        User bob = bob();
        Client client = new Client(ClientAddress.of("2001:db8::7"), null);
        NewSession wanted = new NewSession(new SessionId(UUID.randomUUID()), bob.id(), HASH, Set.of(), client);

        sessions().open(wanted, POLICY);

        assertThat(sessions().active(wanted.id()).orElseThrow().session().client())
                .isEqualTo(client);
    }

    @Test
    void endWithTheirUser() {
        User bob = bob();
        NewSession wanted = Samples.newSession(bob);
        sessions().open(wanted, POLICY);

        Sql.execute(postgres.settings(), "DELETE FROM users WHERE id = '" + bob.id() + "'");

        assertThat(sessions().lock(wanted.id())).isEmpty();
    }

    @Test
    void forgetsRevocationsThatNoTokenIsConcernedByAnyMore() {
        NewSession wanted = Samples.newSession(bob());
        sessions().open(wanted, POLICY);
        sessions().end(wanted.id());
        Sql.execute(postgres.settings(), "UPDATE revocations SET revoked_at = '" + clock().instant() + "'");

        clock().advance(POLICY.revocationRetention().minusMillis(1));
        assertThat(sessions().purge(POLICY, 10)).isZero();

        clock().advance(Duration.ofMillis(1));
        assertThat(sessions().purge(POLICY, 10)).isEqualTo(1);
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM revocations"))
                .isEmpty();
    }

    /** PostgreSQL can do so only while no indexed column changes. */
    @Test
    void refreshesARowInPlace() {
        NewSession wanted = Samples.newSession(bob());
        sessions().open(wanted, POLICY);
        String page = "SELECT (ctid::text::point)[0] FROM sessions";
        List<String> before = Sql.column(postgres.settings(), page);

        for (int generation = 0; generation < 20; generation++) {
            clock().advance(Duration.ofSeconds(1));
            sessions().rotate(wanted.id(), generation, wanted.client(), POLICY);
        }

        assertThat(Sql.column(postgres.settings(), page)).isEqualTo(before);
        assertThat(Sql.column(
                        postgres.settings(),
                        "SELECT n_tup_hot_upd = n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'sessions'"))
                .containsExactly("t");
    }

    private User bob() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, HASH);
        return bob;
    }
}
