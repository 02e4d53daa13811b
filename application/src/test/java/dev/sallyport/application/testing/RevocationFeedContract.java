package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link RevocationFeed} promises. */
public abstract class RevocationFeedContract {
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final Duration LONG = Duration.ofSeconds(20);

    private final User ada = Samples.user(ADA);
    private final NewSession session = Samples.newSession(ada);
    private final NewSession other = Samples.newSession(ada);

    /** The adapter under test. */
    protected abstract RevocationFeed feed();

    /** The sessions that it tells of. */
    protected abstract Sessions sessions();

    /** The accounts that it tells of. */
    protected abstract Users users();

    /** The roles of whose changes it tells. */
    protected abstract Roles roles();

    /** Suspends a user, which {@link Users} has no word for yet. */
    protected abstract void suspend(UserId user);

    /** Gives a user these roles and no others, which {@link Users} has no word for yet. */
    protected abstract void changeRoles(UserId user, Set<RoleName> roles);

    @BeforeEach
    void signIn() {
        users().add(ada, HASH);
        sessions().open(session, POLICY);
        sessions().open(other, POLICY);
    }

    @AfterEach
    void close() {
        feed().close();
    }

    @Test
    void tellsNothingWhereNothingWasRevoked() {
        assertThat(feed().await(Duration.ZERO).revoked()).isEmpty();
        assertThat(feed().await(Duration.ofMillis(1)).revoked()).isEmpty();
    }

    @Test
    void tellsAtFirstWhatStillMatters() {
        sessions().end(session.id());
        suspend(ada.id());

        assertThat(feed().await(LONG).revoked())
                .containsExactly(new Revocation.SessionEnded(session.id()), new Revocation.UserShutOut(ada.id()));
    }

    @Test
    void tellsOnceMoreWhatStillMattersWhenItBeginsAnew() {
        sessions().end(session.id());
        feed().await(LONG);

        feed().beginAnew();

        assertThat(feed().await(LONG).revoked()).contains(new Revocation.SessionEnded(session.id()));
    }

    @Test
    @Timeout(10)
    void tellsAtOnceWhatIsRevokedFromThenOn() {
        feed().await(Duration.ZERO);

        sessions().end(session.id());
        assertThat(feed().await(LONG).revoked()).contains(new Revocation.SessionEnded(session.id()));

        sessions().endOthers(ada.id(), session.id());
        assertThat(feed().await(LONG).revoked()).contains(new Revocation.SessionEnded(other.id()));
    }

    @Test
    @Timeout(10)
    void tellsWhichRolesAUserHasNow() {
        feed().await(Duration.ZERO);

        changeRoles(ada.id(), Set.of(BuiltInRoles.USER));
        assertThat(feed().await(LONG).revoked())
                .last()
                .isEqualTo(new Revocation.RolesChanged(ada.id(), Set.of(BuiltInRoles.USER)));

        changeRoles(ada.id(), Set.of());
        assertThat(feed().await(LONG).revoked()).last().isEqualTo(new Revocation.RolesChanged(ada.id(), Set.of()));
    }

    @Test
    @Timeout(10)
    void tellsOfEveryEditionOfTheRolesAtOnce() {
        RolesEdition first = feed().await(Duration.ZERO).roles();
        assertThat(first).isEqualTo(roles().definitions().edition());
        RoleName sales = new RoleName("sales");
        Set<RolesEdition> seen = new HashSet<>(Set.of(first));
        List<Runnable> changes = List.of(
                () -> roles().add(sales, RoleDescription.NONE, Samples.NOW),
                () -> roles().allow(sales, new Permission("orders:read")),
                () -> roles().revoke(sales, new Permission("orders:read")),
                () -> roles().remove(sales));

        for (Runnable change : changes) {
            change.run();

            RevocationFeed.News news = feed().await(LONG);
            assertThat(news.roles()).isEqualTo(roles().definitions().edition());
            assertThat(news.revoked()).isEmpty();
            assertThat(seen.add(news.roles())).as("another edition").isTrue();
        }
    }

    @Test
    void leavesNothingOutHoweverMuchIsRevokedAtOnce() {
        feed().await(Duration.ZERO);
        List<NewSession> many = Concurrently.times(30, i -> Samples.newSession(ada));
        many.forEach(one -> sessions().open(one, POLICY));

        Concurrently.times(30, i -> sessions().end(many.get(i).id()));

        assertThat(feed().await(LONG).revoked())
                .containsAll(many.stream()
                        .map(one -> new Revocation.SessionEnded(one.id()))
                        .toList());
    }
}
