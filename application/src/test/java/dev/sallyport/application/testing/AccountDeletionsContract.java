package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.NewSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AccountDeletions} promises. */
public abstract class AccountDeletionsContract {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final SecretDigest KEEP = digest(1);
    private static final SecretDigest OTHER = digest(2);
    private static final Instant DUE = NOW.plus(Duration.ofDays(7));

    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(BOB);

    /** The adapter under test, without any deletion. */
    protected abstract AccountDeletions deletions();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** The sessions beside it, without any. */
    protected abstract Sessions sessions();

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(bob, HASH);
    }

    @Test
    void nobodyCanUseAnAccountThatIsToBeDeleted() {
        NewSession before = Samples.newSession(ada);
        sessions().open(before, Fakes.POLICIES.session());

        deletions().schedule(ada.id(), KEEP, DUE);

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.DELETING);
        assertThat(statusOf(BOB)).isEqualTo(UserStatus.ACTIVE);
        assertThat(sessions().active(before.id())).isEmpty();
        assertThat(users().credentialsIn(before.id())).isEmpty();
        assertThat(sessions().open(Samples.newSession(ada), Fakes.POLICIES.session()))
                .isEmpty();
    }

    @Test
    void leavesASuspendedAccountAsItIs() {
        users().suspend(ada.id());

        deletions().schedule(ada.id(), KEEP, DUE);

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.SUSPENDED);
        assertThat(deletions().keep(KEEP, NOW)).isEmpty();
        assertThat(deletions().nextDue(DUE)).isEmpty();
    }

    @Test
    void keepsTheAccountOfALinkOnce() {
        deletions().schedule(ada.id(), KEEP, DUE);
        deletions().schedule(bob.id(), OTHER, DUE);

        assertThat(deletions().keep(digest(3), NOW)).isEmpty();
        assertThat(deletions().keep(KEEP, DUE.minusMillis(1))).contains(ada);

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.ACTIVE);
        assertThat(statusOf(BOB)).isEqualTo(UserStatus.DELETING);
        assertThat(deletions().keep(KEEP, NOW)).isEmpty();
    }

    @Test
    void keepsAnAccountForExactlyOneOfManyAtOnce() {
        deletions().schedule(ada.id(), KEEP, DUE);

        List<Optional<User>> answers = Concurrently.times(50, i -> deletions().keep(KEEP, NOW));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void keepsNothingFromTheInstantOnAtWhichItIsDue() {
        deletions().schedule(ada.id(), KEEP, DUE);

        assertThat(deletions().keep(KEEP, DUE)).isEmpty();

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.DELETING);
    }

    @Test
    void keepsNobodyWhoWasSuspendedSince() {
        deletions().schedule(ada.id(), KEEP, DUE);

        users().suspend(ada.id());

        assertThat(deletions().keep(KEEP, NOW)).isEmpty();
        assertThat(statusOf(ADA)).isEqualTo(UserStatus.SUSPENDED);
    }

    @Test
    void waitsWithTheDeletionOfASuspendedAccountUntilItIsReinstated() {
        deletions().schedule(ada.id(), KEEP, DUE);
        users().suspend(ada.id());
        assertThat(deletions().nextDue(DUE)).isEmpty();

        users().reinstate(ada.id());

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.DELETING);
        assertThat(deletions().nextDue(DUE).map(User::id)).contains(ada.id());
        assertThat(deletions().keep(KEEP, NOW)).contains(ada);
    }

    @Test
    void aNewDeletionVoidsTheLinkOfOneThatWasCalledOff() {
        deletions().schedule(ada.id(), KEEP, DUE);
        deletions().cancel(ada.id());

        deletions().schedule(ada.id(), OTHER, DUE);

        assertThat(deletions().keep(KEEP, NOW)).isEmpty();
        assertThat(deletions().keep(OTHER, NOW)).contains(ada);
    }

    @Test
    void callsADeletionOff() {
        deletions().schedule(ada.id(), KEEP, DUE);

        deletions().cancel(ada.id());

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.ACTIVE);
        assertThat(deletions().keep(KEEP, NOW)).isEmpty();
        assertThat(deletions().nextDue(DUE)).isEmpty();
    }

    @Test
    void hasNothingToCallOffForOthers() {
        users().suspend(ada.id());

        deletions().cancel(ada.id());
        deletions().cancel(bob.id());

        assertThat(statusOf(ADA)).isEqualTo(UserStatus.SUSPENDED);
        assertThat(statusOf(BOB)).isEqualTo(UserStatus.ACTIVE);
    }

    @Test
    void tellsWhoseTimeHasCome() {
        deletions().schedule(ada.id(), KEEP, DUE);

        assertThat(deletions().nextDue(DUE.minusMillis(1))).isEmpty();
        assertThat(deletions().nextDue(DUE)).contains(ada.withStatus(UserStatus.DELETING));

        users().remove(ada.id());
        assertThat(deletions().nextDue(DUE)).isEmpty();
    }

    private UserStatus statusOf(EmailAddress email) {
        return users().credentials(email).orElseThrow().user().status();
    }
}
