package dev.sallyport.persistence.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.RevocationFeedContract;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRevocationFeedTest extends RevocationFeedContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    static final DatabaseForTests postgres = DatabaseForTests.withASteeredClock();

    private final Semaphore mailHeard = new Semaphore(0);
    private final RevocationFeed feed =
            postgres.database().revocationFeed(Fakes.POLICIES.session().revocationRetention(), mailHeard::release);

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

    @Test
    @Timeout(30)
    void hearsOfMailThatWasQueuedAnywhereAndGoesOnWaiting() throws Exception {
        feed.await(Duration.ZERO);
        var waiting = Executors.newSingleThreadExecutor();
        try (waiting) {
            Future<RevocationFeed.News> news = waiting.submit(() -> feed.await(LONG));

            postgres.database()
                    .mailOutbox(new FakeVault("key"), () -> {})
                    .enqueue(Samples.mail("hello"), Samples.RECIPIENT, NOW);
            mailHeard.acquire();
            assertThat(news.isDone()).isFalse();
            NewSession session = newSession();
            sql("DELETE FROM users");

            assertThat(news.get().revoked()).contains(new Revocation.SessionEnded(session.id()));
        }
    }

    @Test
    void hearsOfMailThatIsToBeTriedAgain() {
        Mail mail = Samples.mail("hello");
        postgres.database().mailOutbox(new FakeVault("key"), () -> {}).enqueue(mail, Samples.RECIPIENT, NOW);
        feed.await(Duration.ZERO);

        postgres.database().mailRecords(new FakeVault("key")).retry(mail.id(), NOW);
        feed.await(Duration.ofMillis(500));

        assertThat(mailHeard.availablePermits()).isPositive();
    }

    @Test
    void tellsOfTheSessionsOfADeletedUser() {
        feed.await(Duration.ZERO);
        NewSession session = newSession();

        sql("DELETE FROM users");

        assertThat(feed.await(LONG).revoked()).contains(new Revocation.SessionEnded(session.id()));
    }

    @Test
    void tellsThatAUserIsBackWithTheirRoles() {
        suspend(ada().id());
        feed.await(Duration.ZERO);

        sql("UPDATE users SET status = 'active'");

        assertThat(feed.await(LONG).revoked()).containsExactly(new Revocation.RolesChanged(ada().id(), ada().roles()));
    }

    @Test
    void tellsThatNobodyMayUseAnAccountThatIsToBeDeletedUntilItIsKept() {
        newSession();
        feed.await(Duration.ZERO);

        postgres.database().accountDeletions().schedule(ada().id(), Samples.digest(1), Samples.NOW.plusSeconds(1));
        assertThat(feed.await(LONG).revoked()).containsExactly(new Revocation.UserShutOut(ada().id()));

        postgres.database().accountDeletions().keep(Samples.digest(1), Samples.NOW);
        assertThat(feed.await(LONG).revoked()).containsExactly(new Revocation.RolesChanged(ada().id(), ada().roles()));
    }

    @Test
    void saysNothingOfUsersWithoutAnySession() {
        feed.await(Duration.ZERO);
        users().add(Samples.user(EmailAddress.of("bob@example.com")), Samples.HASH);

        assertThat(feed.await(Duration.ofMillis(1)).revoked()).isEmpty();
    }

    @Test
    void saysNothingOfSessionsThatWereOverAlready() {
        NewSession ended = newSession();
        NewSession expired = newSession();
        sessions().end(ended.id());
        feed.await(Duration.ZERO);
        postgres.clock().advance(Fakes.POLICIES.session().idleLifetime());

        sql("UPDATE sessions SET ended_at = now()");
        sql("UPDATE sessions SET user_agent = 'something else'");
        sql("DELETE FROM sessions WHERE id = '" + expired.id() + "'");
        sql("DELETE FROM users");

        assertThat(feed.await(Duration.ofMillis(1)).revoked())
                .doesNotHaveAnyElementsOfTypes(Revocation.SessionEnded.class);
    }

    @Test
    void saysNothingOfSessionsThatArePurged() {
        newSession();
        feed.await(Duration.ZERO);
        postgres.clock().advance(Fakes.POLICIES.session().idleLifetime().plus(SessionPolicy.RETENTION));

        assertThat(sessions().purge(Fakes.POLICIES.session(), 10)).isPositive();

        assertThat(feed.await(Duration.ofMillis(1)).revoked()).isEmpty();
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM revocations"))
                .as("or else every purge would tell all instances of what they need not know")
                .isEmpty();
    }

    @Test
    void saysNothingOfWhatWasTakenBack() throws SQLException {
        feed.await(Duration.ZERO);
        NewSession kept = newSession();
        try (Connection regretting = Sql.connect(postgres.settings());
                Statement statement = regretting.createStatement()) {
            regretting.setAutoCommit(false);
            statement.execute("UPDATE sessions SET ended_at = now() WHERE id = '" + kept.id() + "'");
            regretting.rollback();
        }

        assertThat(feed.await(Duration.ofMillis(1)).revoked()).isEmpty();
    }

    @Test
    void saysNothingOfUsersWhoseStatusStaysAsItWas() {
        feed.await(Duration.ZERO);

        sql("UPDATE users SET status = status, display_name = 'Ada'");

        assertThat(feed.await(Duration.ofMillis(1)).revoked()).isEmpty();
    }

    @Test
    void shutsOutWhoeverHasARoleOfAnUnreadableNameAndStillTellsOfTheOthers() {
        feed.await(Duration.ZERO);
        NewSession session = newSession();

        sql("SET session_replication_role = replica; INSERT INTO user_roles VALUES ('" + ada().id()
                + "', 'No Such Form'); INSERT INTO revocations (user_id) VALUES ('" + ada().id() + "')");
        sessions().end(session.id());

        assertThat(feed.await(LONG).revoked())
                .contains(new Revocation.UserShutOut(session.userId()), new Revocation.SessionEnded(session.id()));
    }

    @Test
    void tellsOfARoleThatIsLostWhileItsUserSignsInForTheFirstTime() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, Samples.HASH);
        feed.await(Duration.ZERO);

        postgres.database().transactor().inTransaction(() -> {
            var opened = sessions().open(Samples.newSession(bob), Fakes.POLICIES.session());
            sql("DELETE FROM user_roles WHERE user_id = '" + bob.id() + "'");
            return opened;
        });

        assertThat(feed.await(LONG).revoked()).contains(new Revocation.RolesChanged(bob.id(), Set.of()));
    }

    @Test
    void tellsOfWhoeverARoleIsTakenFromForSomebodyElse() {
        User bob = Samples.user(EmailAddress.of("bob@example.com"));
        users().add(bob, Samples.HASH);
        sql("DELETE FROM user_roles WHERE user_id = '" + bob.id() + "'");
        feed.await(Duration.ZERO);

        sql("UPDATE user_roles SET user_id = '" + bob.id() + "' WHERE user_id = '" + ada().id() + "'");

        assertThat(feed.await(LONG).revoked()).contains(new Revocation.RolesChanged(ada().id(), Set.of()));
    }

    /** Its row is written before, and becomes visible after, one that is told already. */
    @Test
    @Timeout(20)
    void tellsOfWhatWasWrittenEarlyAndCommittedLate() throws SQLException {
        NewSession late = newSession();
        NewSession early = newSession();
        try (Connection slow = Sql.connect(postgres.settings());
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("UPDATE sessions SET ended_at = now() WHERE id = '" + late.id() + "'");
            feed.await(Duration.ZERO);
            sessions().end(early.id());
            assertThat(feed.await(LONG).revoked()).containsExactly(new Revocation.SessionEnded(early.id()));

            slow.commit();
        }

        assertThat(feed.await(LONG).revoked()).containsExactly(new Revocation.SessionEnded(late.id()));
        assertThat(feed.await(Duration.ZERO).revoked()).isEmpty();
    }

    @Test
    @Timeout(20)
    void findsWithoutBeingToldWhatNoNotificationAnnounced() {
        feed.await(Duration.ZERO);
        NewSession session = newSession();
        sql("INSERT INTO revocations (session_id) VALUES ('" + session.id() + "')");

        assertThat(feed.await(Duration.ofMillis(1)).revoked())
                .containsExactly(new Revocation.SessionEnded(session.id()));
    }

    @Test
    void tellsAtFirstOnlyWhatStillMatters() {
        NewSession longAgo = newSession();
        sessions().end(longAgo.id());
        sql("UPDATE revocations SET revoked_at = '"
                + postgres.clock().instant().minus(Fakes.POLICIES.session().revocationRetention()) + "'");

        assertThat(feed.await(Duration.ZERO).revoked()).isEmpty();
    }

    @Test
    @Timeout(30)
    void beginsAnewAfterTheConnectionWasLost() throws IOException {
        try (DatabaseProxy proxy = DatabaseProxy.before(postgres.settings());
                Database database = Database.open(proxy.settings());
                RevocationFeed farAway = database.revocationFeed(Duration.ofMinutes(16), () -> {})) {
            farAway.await(Duration.ZERO);
            proxy.cut();
            assertThatThrownBy(() -> farAway.await(LONG)).isInstanceOf(ServiceUnavailable.class);
            assertThatThrownBy(() -> farAway.await(LONG)).isInstanceOf(ServiceUnavailable.class);
            NewSession meanwhile = newSession();
            sessions().end(meanwhile.id());

            proxy.restore();

            assertThat(farAway.await(LONG).revoked()).contains(new Revocation.SessionEnded(meanwhile.id()));
        }
    }

    private User ada() {
        return users().credentials(ADA).orElseThrow().user();
    }

    private NewSession newSession() {
        NewSession session = Samples.newSession(ada());
        sessions().open(session, Fakes.POLICIES.session());
        return session;
    }

    private static void sql(String statement) {
        Sql.execute(postgres.settings(), statement);
    }
}
