package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordResets} promises. */
public abstract class PasswordResetsContract {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final SecretDigest LINK = digest(1);
    private static final SecretDigest OTHER = digest(2);
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(30));

    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(BOB);

    /** The adapter under test, without any link. */
    protected abstract PasswordResets resets();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** Suspends a user, which {@link Users} has no word for yet. */
    protected abstract void suspend(UserId user);

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(bob, HASH);
    }

    @Test
    void tellsWhosePasswordALinkResetsHoweverOftenItIsAsked() {
        grant(ada, LINK);
        grant(bob, OTHER);

        assertThat(resets().find(LINK, NOW)).contains(ada);
        assertThat(resets().find(LINK, NOW)).contains(ada);
        assertThat(resets().find(OTHER, NOW)).contains(bob);
        assertThat(resets().find(digest(3), NOW)).isEmpty();
    }

    @Test
    void spendsALinkOnce() {
        grant(ada, LINK);

        assertThat(resets().spend(LINK, NOW)).contains(ada);

        assertThat(resets().spend(LINK, NOW)).isEmpty();
        assertThat(resets().find(LINK, NOW)).isEmpty();
    }

    @Test
    void spendsALinkForExactlyOneOfManyAtOnce() {
        grant(ada, LINK);

        List<Optional<User>> answers = Concurrently.times(50, i -> resets().spend(LINK, NOW));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void refusesFromTheInstantOfExpiryOn() {
        grant(ada, LINK);

        assertThat(resets().find(LINK, EXPIRY)).isEmpty();
        assertThat(resets().spend(LINK, EXPIRY)).isEmpty();
        assertThat(resets().spend(LINK, EXPIRY.minusMillis(1))).contains(ada);
    }

    @Test
    void aNewLinkVoidsTheOldOne() {
        grant(ada, LINK);

        grant(ada, OTHER);

        isVoid(LINK);
        assertThat(resets().spend(OTHER, NOW)).contains(ada);
    }

    @Test
    void aLinkIsVoidOnceItIsWithdrawn() {
        grant(ada, LINK);
        grant(bob, OTHER);

        resets().withdraw(ada.id());

        isVoid(LINK);
        assertThat(resets().spend(OTHER, NOW)).contains(bob);
    }

    @Test
    void aLinkIsVoidOnceTheAccountHasAnotherAddress() {
        grant(ada, LINK);

        users().changeEmail(ada.id(), EmailAddress.of("countess@example.com"));

        isVoid(LINK);
    }

    @Test
    void aLinkIsVoidWhileTheUserIsSuspended() {
        grant(ada, LINK);

        suspend(ada.id());

        isVoid(LINK);
    }

    @Test
    void aLinkGoesWithTheAccount() {
        grant(ada, LINK);

        users().remove(ada.id());

        isVoid(LINK);
    }

    @Test
    void whoeverIsGoneGetsNoLink() {
        users().remove(ada.id());

        grant(ada, LINK);

        isVoid(LINK);
    }

    @Test
    void purgesWhatHasExpiredInBatches() {
        User eve = Samples.user(EmailAddress.of("eve@example.com"));
        users().add(eve, HASH);
        grant(ada, LINK);
        grant(bob, OTHER);
        grant(eve, digest(3));

        assertThat(resets().purge(EXPIRY.minusMillis(1), 10)).isZero();
        assertThat(resets().purge(EXPIRY, 2)).isEqualTo(2);
        assertThat(resets().purge(EXPIRY, 2)).isEqualTo(1);
    }

    private void grant(User user, SecretDigest link) {
        resets().grant(user.id(), user.email(), link, EXPIRY);
    }

    private void isVoid(SecretDigest link) {
        assertThat(resets().find(link, NOW)).isEmpty();
        assertThat(resets().spend(link, NOW)).isEmpty();
    }
}
