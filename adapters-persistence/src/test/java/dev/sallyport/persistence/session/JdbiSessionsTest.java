package dev.sallyport.persistence.session;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.application.testing.SessionsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSessionsTest extends SessionsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected void suspend(UserId user) {
        Sql.execute(postgres.settings(), "UPDATE users SET status = 'suspended' WHERE id = '" + user + "'");
    }

    @Test
    void keepsInstantsToTheMicrosecondAndCutsWhatIsFiner() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, HASH);
        Instant fine = Instant.parse("2026-03-01T12:00:00.123456999Z");
        Session session = Session.open(
                new SessionId(UUID.randomUUID()), bob.id(), Set.of(), CLIENT, fine, Fakes.POLICIES.session());
        Instant expiry = session.expiresAt();

        sessions().open(session);

        assertThat(sessions().lock(session.id()).orElseThrow().session().openedAt())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
        assertThat(sessions().active(session.id(), expiry)).isEmpty();
        assertThat(sessions().active(session.id(), expiry.minusNanos(1000))).isPresent();
    }

    @Test
    void remembersClientsOfEveryKind() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, HASH);
        Client client = new Client(ClientAddress.of("2001:db8::7"), null);
        Session session = Session.open(
                new SessionId(UUID.randomUUID()), bob.id(), Set.of(), client, NOW, Fakes.POLICIES.session());

        sessions().open(session);

        assertThat(sessions().active(session.id(), NOW)).contains(new ActiveSession(session, bob));
    }

    @Test
    void endWithTheirUser() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, HASH);
        Session session = Samples.session(bob);
        sessions().open(session);

        Sql.execute(postgres.settings(), "DELETE FROM users WHERE id = '" + bob.id() + "'");

        assertThat(sessions().lock(session.id())).isEmpty();
    }
}
