package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.EmailChanges.Attempt;
import dev.sallyport.application.account.EmailChanges.Undoing;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EmailChanges} promises. */
public abstract class EmailChangesContract {
    private static final int MAX_FAILURES = 5;
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final EmailAddress NEW = EmailAddress.of("countess@example.com");
    private static final EmailAddress NEWER = EmailAddress.of("lovelace@example.com");
    private static final SecretDigest CODE = digest(10);
    private static final SecretDigest OTHER = digest(99);
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(10));
    private static final Instant UNDO_EXPIRY = NOW.plus(Duration.ofDays(7));

    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(BOB);

    /** The adapter under test, without any wish or right. */
    protected abstract EmailChanges changes();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(bob, HASH);
    }

    @Test
    void tellsWhatAUserWishesUntilTheCodeExpires() {
        request(ada, NEW, CODE);

        assertThat(changes().requested(ada.id(), EXPIRY.minusMillis(1))).contains(NEW);
        assertThat(changes().requested(ada.id(), EXPIRY)).isEmpty();
        assertThat(changes().requested(bob.id(), NOW)).isEmpty();
    }

    @Test
    void tellsWhoHasTheWantedAddressAlready() {
        assertThat(changes().request(wish(ada, NEW, CODE), NOW)).isEmpty();
        assertThat(changes().request(wish(ada, BOB, CODE), NOW)).contains(new Owner(bob.id(), bob.locale()));
    }

    @Test
    void provesByTheRightCodeOnce() {
        request(ada, NEW, CODE);

        assertThat(tryCode(CODE)).isEqualTo(new Attempt.Proven(NEW));

        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.NOT_REQUESTED));
        assertThat(changes().requested(ada.id(), NOW)).isEmpty();
    }

    @Test
    void provesExactlyOneOfManyAtOnce() {
        request(ada, NEW, CODE);

        List<Attempt> attempts = Concurrently.times(50, i -> tryCode(CODE));

        assertThat(attempts).filteredOn(Attempt.Proven.class::isInstance).hasSize(1);
        assertThat(attempts).filteredOn(refused(Reason.NOT_REQUESTED)::equals).hasSize(49);
    }

    @Test
    void provesNothingForAnybodyElse() {
        request(ada, NEW, CODE);

        assertThat(changes().tryCode(bob.id(), CODE, NOW, MAX_FAILURES)).isEqualTo(refused(Reason.NOT_REQUESTED));
    }

    @Test
    void refusesFromTheInstantOfExpiryOn() {
        request(ada, NEW, CODE);

        assertThat(changes().tryCode(ada.id(), CODE, EXPIRY, MAX_FAILURES)).isEqualTo(refused(Reason.EXPIRED));
        assertThat(changes().tryCode(ada.id(), CODE, EXPIRY.minusMillis(1), MAX_FAILURES))
                .isEqualTo(new Attempt.Proven(NEW));
    }

    @Test
    void isVoidAfterTooManyFailuresEvenForTheRightCode() {
        request(ada, NEW, CODE);
        fail(MAX_FAILURES);

        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void acceptsTheRightCodeAfterOneFailureLessThanTooMany() {
        request(ada, NEW, CODE);
        fail(MAX_FAILURES - 1);

        assertThat(tryCode(CODE)).isEqualTo(new Attempt.Proven(NEW));
    }

    @Test
    void looksAtNoMoreWrongCodesThanAllowedHoweverManyComeAtOnce() {
        request(ada, NEW, CODE);

        List<Attempt> attempts = Concurrently.times(50, i -> tryCode(OTHER));

        assertThat(attempts).filteredOn(refused(Reason.WRONG_CODE)::equals).hasSize(MAX_FAILURES);
        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void aNewWishForTheSameAddressVoidsTheOldCodeAndForgivesNothing() {
        request(ada, NEW, CODE);
        fail(MAX_FAILURES - 1);

        request(ada, NEW, digest(11));

        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.WRONG_CODE));
        assertThat(tryCode(digest(11))).isEqualTo(refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void aWishForAnotherAddressForgivesNothingAndOneAfterTheLastExpiredBeginsAnew() {
        request(ada, NEW, CODE);
        fail(MAX_FAILURES);

        request(ada, NEWER, CODE);
        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.TOO_MANY_FAILURES));

        changes().request(new EmailChange(ada.id(), NEWER, CODE, EXPIRY.plusSeconds(1)), EXPIRY);
        assertThat(tryCode(CODE)).isEqualTo(new Attempt.Proven(NEWER));
    }

    @Test
    void tellsWhichAddressesCanBeRestoredAsLongAsTheyCan() {
        grantUndo(ada, ADA, 1, NOW);
        grantUndo(ada, NEW, 2, NOW.plusSeconds(1));
        grantUndo(ada, ADA, 3, NOW.plusSeconds(2));
        grantUndo(bob, BOB, 4, NOW);

        assertThat(changes().restorable(ada.id(), NOW)).containsExactlyInAnyOrder(ADA, NEW);
        assertThat(changes().restorable(ada.id(), NOW.plus(Duration.ofDays(365))))
                .isEmpty();
    }

    @Test
    void forgetsAWishThatIsCancelled() {
        request(ada, NEW, CODE);
        request(bob, NEWER, CODE);

        changes().cancel(ada.id());

        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.NOT_REQUESTED));
        assertThat(changes().requested(bob.id(), NOW)).contains(NEWER);
    }

    @Test
    void givesAnOldAddressBackOnce() {
        grantUndo(ada, ADA, 1, NOW);
        users().changeEmail(ada.id(), NEW);

        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Spent(ada.withEmail(NEW), ADA));

        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Unknown());
        assertThat(users().credentials(NEW))
                .as("the caller changes the address")
                .isPresent();
    }

    @Test
    void givesAnOldAddressBackToExactlyOneOfManyAtOnce() {
        grantUndo(ada, ADA, 1, NOW);

        List<Undoing> answers = Concurrently.times(50, i -> changes().spendUndo(digest(1), NOW));

        assertThat(answers).filteredOn(Undoing.Spent.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(new Undoing.Unknown()::equals).hasSize(49);
    }

    @Test
    void knowsNoRightThatExpiredOrWasNeverGranted() {
        grantUndo(ada, ADA, 1, NOW);

        assertThat(changes().spendUndo(digest(2), NOW)).isEqualTo(new Undoing.Unknown());
        assertThat(changes().spendUndo(digest(1), UNDO_EXPIRY)).isEqualTo(new Undoing.Unknown());
        assertThat(changes().spendUndo(digest(1), UNDO_EXPIRY.minusMillis(1))).isInstanceOf(Undoing.Spent.class);
    }

    @Test
    void usingARightVoidsThoseGrantedLaterAndLeavesThoseGrantedEarlier() {
        grantUndo(ada, ADA, 1, NOW);
        grantUndo(ada, NEW, 2, NOW.plusSeconds(1));
        grantUndo(ada, NEWER, 3, NOW.plusSeconds(2));
        grantUndo(bob, BOB, 4, NOW.plusSeconds(3));

        assertThat(changes().spendUndo(digest(2), NOW)).isInstanceOf(Undoing.Spent.class);

        assertThat(changes().spendUndo(digest(3), NOW)).isEqualTo(new Undoing.Unknown());
        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Spent(ada, ADA));
        assertThat(changes().spendUndo(digest(4), NOW)).as("somebody else's").isEqualTo(new Undoing.Spent(bob, BOB));
    }

    @Test
    void usingARightVoidsThoseGrantedLaterAlsoByAClockThatIsSlow() {
        grantUndo(ada, ADA, 1, NOW);
        grantUndo(ada, NEW, 2, NOW.minusSeconds(30));
        grantUndo(ada, NEWER, 3, NOW.minusSeconds(60));

        assertThat(changes().spendUndo(digest(2), NOW)).isInstanceOf(Undoing.Spent.class);

        assertThat(changes().spendUndo(digest(3), NOW)).isEqualTo(new Undoing.Unknown());
        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Spent(ada, ADA));
    }

    @Test
    void usingARightVoidsOthersForTheSameAddressHoweverEarly() {
        grantUndo(ada, ADA, 1, NOW);
        grantUndo(ada, ADA, 2, NOW.plusSeconds(1));

        assertThat(changes().spendUndo(digest(2), NOW)).isInstanceOf(Undoing.Spent.class);

        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Unknown());
    }

    @Test
    void leavesTheRightWhileTheAddressHasAnotherAccount() {
        grantUndo(ada, ADA, 1, NOW);
        users().changeEmail(ada.id(), NEW);
        User another = Samples.user(ADA);
        users().add(another, HASH);

        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.AddressTaken());

        users().remove(another.id());
        assertThat(changes().spendUndo(digest(1), NOW)).isInstanceOf(Undoing.Spent.class);
    }

    @Test
    void forgetsTheWishesAndRightsOfAnAccountThatIsGone() {
        request(ada, NEW, CODE);
        grantUndo(ada, ADA, 1, NOW);

        users().remove(ada.id());

        assertThat(changes().requested(ada.id(), NOW)).isEmpty();
        assertThat(tryCode(CODE)).isEqualTo(refused(Reason.NOT_REQUESTED));
        assertThat(changes().spendUndo(digest(1), NOW)).isEqualTo(new Undoing.Unknown());
    }

    @Test
    void purgesWhatHasExpiredInBatchesOfEach() {
        request(ada, NEW, CODE);
        request(bob, NEWER, CODE);
        for (int link = 1; link <= 3; link++) {
            grantUndo(ada, ADA, link, NOW);
        }

        assertThat(changes().purge(EXPIRY.minusMillis(1), 10)).isZero();
        assertThat(changes().purge(EXPIRY, 10)).isEqualTo(2);
        assertThat(changes().purge(UNDO_EXPIRY.minusMillis(1), 10)).isZero();
        assertThat(changes().purge(UNDO_EXPIRY, 2)).isEqualTo(2);
        assertThat(changes().purge(UNDO_EXPIRY, 2)).isEqualTo(1);
    }

    private void request(User user, EmailAddress wanted, SecretDigest code) {
        changes().request(wish(user, wanted, code), NOW);
    }

    private static EmailChange wish(User user, EmailAddress wanted, SecretDigest code) {
        return new EmailChange(user.id(), wanted, code, EXPIRY);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(tryCode(OTHER)).isEqualTo(refused(Reason.WRONG_CODE));
        }
    }

    private Attempt tryCode(SecretDigest code) {
        return changes().tryCode(ada.id(), code, NOW, MAX_FAILURES);
    }

    private static Attempt refused(Reason reason) {
        return new Attempt.Refused(reason);
    }

    private void grantUndo(User user, EmailAddress restores, int link, Instant grantedAt) {
        changes().grantUndo(new EmailChangeUndo(user.id(), restores, digest(link), grantedAt, UNDO_EXPIRY));
    }
}
