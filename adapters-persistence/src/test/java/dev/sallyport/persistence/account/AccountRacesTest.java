package dev.sallyport.persistence.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.EmailChanges.Attempt;
import dev.sallyport.application.account.EmailChanges.Undoing;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.account.Users.Saving;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Meeting;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who meets whom at an account: links, codes, passwords and addresses, each with what voids it. */
@Timeout(20)
class AccountRacesTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final EmailAddress NEW = EmailAddress.of("countess@example.com");
    private static final PasswordHash OTHER = PasswordHash.of("$fake$another password altogether");
    private static final SecretDigest LINK = digest(1);
    private static final SecretDigest CODE = digest(2);
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));

    private final Database database = postgres.database();
    private final Users users = database.users();
    private final Sessions sessions = database.sessions();
    private final PasswordResets resets = database.passwordResets();
    private final EmailChanges changes = database.emailChanges();
    private final AccountDeletions deletions = database.accountDeletions();
    private final RecoveryRequests requests = database.recoveryRequests(() -> {});
    private final Meeting meeting = new Meeting(postgres);
    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(BOB);
    private final NewSession session = Samples.newSession(ada);

    @BeforeEach
    void signIn() {
        users.add(ada, HASH);
        sessions.open(session, POLICY);
    }

    @Test
    void ofTwoWhoSpendAResetLinkTheSecondIsRefused() {
        grant();

        assertThat(second(() -> resets.spend(LINK, NOW), () -> resets.spend(LINK, NOW)))
                .isEmpty();
    }

    @Test
    void aResetLinkThatMeetsAChangeOfPasswordIsVoid() {
        grant();

        Optional<User> second = second(
                () -> {
                    changePassword();
                    resets.withdraw(ada.id());
                },
                () -> resets.spend(LINK, NOW));

        assertThat(second).isEmpty();
    }

    @Test
    void aResetLinkThatMeetsANewOneIsVoid() {
        grant();

        Optional<User> second = second(
                () -> {
                    users.proven(ada.id(), HASH, session.id());
                    resets.grant(ada.id(), ADA, digest(3), LATER);
                },
                () -> resets.spend(LINK, NOW));

        assertThat(second).isEmpty();
        assertThat(resets.find(digest(3), NOW)).isPresent();
    }

    @Test
    void aResetLinkThatMeetsAChangeOfAddressIsVoid() {
        grant();

        assertThat(second(() -> users.changeEmail(ada.id(), NEW), () -> resets.spend(LINK, NOW)))
                .isEmpty();
    }

    @Test
    void aResetLinkThatMeetsASuspensionIsVoid() {
        grant();

        assertThat(meeting.whileUncommittedSql("UPDATE users SET status = 'suspended'", () -> resets.spend(LINK, NOW)))
                .isEmpty();
    }

    @Test
    void aSignInThatMeetsAChangeOfPasswordIsRefused() {
        assertThat(second(this::changePassword, () -> sessions.open(Samples.newSession(ada), POLICY)))
                .isEmpty();
    }

    @Test
    void aSignInThatMeetsAResetIsRefused() {
        grant();

        assertThat(second(this::reset, () -> sessions.open(Samples.newSession(ada), POLICY)))
                .isEmpty();
    }

    @Test
    void aResetThatMeetsASignInEndsItsSession() {
        grant();
        NewSession fresh = Samples.newSession(ada);

        List<SessionId> ended = second(() -> sessions.open(fresh, POLICY), this::reset);

        assertThat(ended).containsExactlyInAnyOrder(session.id(), fresh.id());
    }

    @Test
    void aResetThatMeetsARefreshEndsTheSessionThatWasRefreshed() {
        List<SessionId> ended =
                second(() -> sessions.rotate(session.id(), 0, CLIENT, POLICY), () -> sessions.endAll(ada.id()));

        assertThat(ended).containsExactly(session.id());
        assertThat(sessions.rotate(session.id(), 1, CLIENT, POLICY)).isEmpty();
    }

    @Test
    void aProofThatMeetsAResetIsWorthNothing() {
        grant();

        assertThat(second(this::reset, () -> users.proven(ada.id(), HASH, session.id())))
                .isFalse();
    }

    @Test
    void aProofThatMeetsTheEndOfItsSessionIsWorthNothing() {
        boolean second = second(
                () -> {
                    users.proven(ada.id(), HASH, session.id());
                    sessions.end(session.id());
                },
                () -> users.proven(ada.id(), HASH, session.id()));

        assertThat(second).isFalse();
    }

    @Test
    void theRightPasswordThatMeetsTheLastAllowedWrongOneIsRefused() {
        Sql.execute(postgres.settings(), "UPDATE users SET password_failures = " + (ConsecutiveFailures.MOST - 1));

        assertThat(second(() -> users.guessed(ADA, true), () -> sessions.open(Samples.newSession(ada), POLICY)))
                .isEmpty();
    }

    /** Else the time that many guesses at once take would tell whether the address has an account. */
    @Test
    void whoGuessesAtNobodyWaitsForOthersWhoDo() {
        users.guessed(BOB, true);

        assertThat(second(() -> users.guessed(BOB, true), () -> users.guessed(BOB, true)))
                .isEqualTo(new ConsecutiveFailures(0));
    }

    @Test
    void ofTwoRightCodesTheSecondIsRefused() {
        request();

        assertThat(second(this::tryCode, this::tryCode)).isEqualTo(new Attempt.Refused(Reason.NOT_REQUESTED));
    }

    @Test
    void aRightCodeThatMeetsAResetIsRefused() {
        grant();
        request();

        Attempt second = second(
                () -> {
                    reset();
                    changes.cancel(ada.id());
                },
                this::tryCode);

        assertThat(second).isEqualTo(new Attempt.Refused(Reason.NOT_REQUESTED));
    }

    @Test
    void ofTwoWhoUndoAChangeTheSecondIsRefused() {
        grantUndo(ADA, 1, NOW);

        assertThat(second(() -> changes.spendUndo(digest(1), NOW), () -> changes.spendUndo(digest(1), NOW)))
                .isEqualTo(new Undoing.Unknown());
    }

    @Test
    void anUndoingThatMeetsOneGrantedEarlierIsVoid() {
        grantUndo(ADA, 1, NOW);
        grantUndo(NEW, 2, LATER);

        assertThat(second(() -> changes.spendUndo(digest(1), NOW), () -> changes.spendUndo(digest(2), NOW)))
                .isEqualTo(new Undoing.Unknown());
    }

    @Test
    void anAddressThatANewAccountIsTakingIsRefusedAndTheRestOfTheTransactionIsKept() {
        Saving second = second(() -> users.add(Samples.user(NEW), HASH), () -> {
            Saving saving = users.changeEmail(ada.id(), NEW);
            assertThat(users.credentials(ADA)).isPresent();
            users.changeProfile(ada.id(), new DisplayName("Countess"), ada.locale());
            return saving;
        });

        assertThat(second).isEqualTo(Saving.EMAIL_TAKEN);
        assertThat(users.credentials(ADA).orElseThrow().user().displayName()).isEqualTo(new DisplayName("Countess"));
    }

    @Test
    void anAddressThatAChangeIsTakingGetsNoNewAccountAndNoOtherChange() {
        users.add(bob, HASH);

        assertThat(second(() -> users.changeEmail(ada.id(), NEW), () -> users.add(Samples.user(NEW), HASH)))
                .isEqualTo(Saving.EMAIL_TAKEN);
        assertThat(second(() -> users.changeEmail(ada.id(), ADA), () -> users.changeEmail(bob.id(), ADA)))
                .isEqualTo(Saving.EMAIL_TAKEN);
    }

    /** Who holds a wish or a right and then waits for the account might have somebody wait who holds the account. */
    @Test
    void codesAndUndoingsWaitForTheAccountBeforeAnythingElse() {
        request();
        grantUndo(ADA, 1, NOW);
        Runnable somethingElse = () -> users.proven(ada.id(), HASH, session.id());

        assertThat(second(somethingElse, this::tryCode)).isEqualTo(new Attempt.Proven(NEW));
        assertThat(second(somethingElse, () -> changes.spendUndo(digest(1), NOW)))
                .isInstanceOf(Undoing.Spent.class);
    }

    @Test
    void ofTwoWhoKeepAnAccountTheSecondIsRefused() {
        deletions.schedule(ada.id(), LINK, LATER);

        assertThat(second(() -> deletions.keep(LINK, NOW), () -> deletions.keep(LINK, NOW)))
                .isEmpty();
    }

    @Test
    void whoeverKeepsAnAccountThatIsBeingRemovedIsRefused() {
        deletions.schedule(ada.id(), LINK, LATER);

        Optional<User> second = second(
                () -> deletions.nextDue(LATER).ifPresent(user -> users.remove(user.id())),
                () -> deletions.keep(LINK, NOW));

        assertThat(second).isEmpty();
        assertThat(users.credentials(ADA)).isEmpty();
    }

    @Test
    void whoeverRemovesAnAccountThatIsBeingKeptLeavesItAndWaitsForNobody() {
        users.add(bob, HASH);
        deletions.schedule(ada.id(), LINK, LATER);
        deletions.schedule(bob.id(), digest(3), LATER.plusSeconds(1));

        Optional<User> due = database.transactor().inTransaction(() -> {
            assertThat(deletions.keep(LINK, NOW)).isPresent();
            return Meeting.onAnotherThread(() -> deletions.nextDue(LATER.plusSeconds(1)));
        });

        assertThat(due.map(User::id)).contains(bob.id());
    }

    @Test
    void ofTwoAdministratorsWhoLeaveTheSecondIsTheLast() {
        users.add(bob, HASH);

        boolean second = second(
                () -> {
                    assertThat(users.isLastAdministrator(ada.id())).isFalse();
                    users.remove(ada.id());
                },
                () -> users.isLastAdministrator(bob.id()));

        assertThat(second).isTrue();
    }

    @Test
    void ofTwoAdministratorsWhoMayStillChangeTheirMindsTheSecondIsTheLast() {
        users.add(bob, HASH);

        boolean second = second(
                () -> {
                    assertThat(users.isLastAdministrator(ada.id())).isFalse();
                    deletions.schedule(ada.id(), LINK, LATER);
                },
                () -> users.isLastAdministrator(bob.id()));

        assertThat(second).isTrue();
    }

    /** Each would wait for the other otherwise: one for the account, one for the request. */
    @Test
    void aRemovalPassesByRequestsThatAreBeingAnswered() {
        requests.file(new RecoveryRequest(UUID.randomUUID(), ADA, CLIENT, NOW));

        database.transactor().inTransaction(() -> {
            assertThat(requests.take(1)).hasSize(1);
            boolean removed = Meeting.onAnotherThread(this::remove);
            grant();
            return removed;
        });

        assertThat(users.credentials(ADA)).isEmpty();
        assertThat(resets.find(LINK, NOW)).isEmpty();
    }

    /** Each would wait for the other otherwise: one for the address, one for the registration. */
    @Test
    void aRemovalPassesByRegistrationsThatAreBeingProven() {
        PendingRegistration filed = Samples.registration(ADA, 10);
        database.registrations().add(filed);

        Saving saving = database.transactor().inTransaction(() -> {
            database.registrations().tryCode(filed.id(), digest(10), NOW, 5);
            database.registrations().remove(filed.id());
            boolean removed = Meeting.onAnotherThread(this::remove);
            assertThat(removed).isTrue();
            return users.add(Samples.user(ADA), HASH);
        });

        assertThat(saving).isEqualTo(Saving.SAVED);
    }

    private void grant() {
        resets.grant(ada.id(), ADA, LINK, LATER);
    }

    private void request() {
        changes.request(new EmailChange(ada.id(), NEW, CODE, LATER), NOW);
    }

    private Attempt tryCode() {
        return changes.tryCode(ada.id(), CODE, NOW, 5);
    }

    private void grantUndo(EmailAddress restores, int link, Instant grantedAt) {
        changes.grantUndo(new EmailChangeUndo(ada.id(), restores, digest(link), grantedAt, LATER));
    }

    private void changePassword() {
        assertThat(users.proven(ada.id(), HASH, session.id())).isTrue();
        users.setPassword(ada.id(), OTHER);
    }

    private List<SessionId> reset() {
        return resets.spend(LINK, NOW)
                .map(user -> {
                    users.setPassword(user.id(), OTHER);
                    return sessions.endAll(user.id());
                })
                .orElseThrow();
    }

    private boolean remove() {
        return database.transactor().inTransaction(() -> {
            boolean proven = users.proven(ada.id(), HASH, session.id());
            database.registrations().forget(ADA);
            requests.forget(ADA);
            users.remove(ada.id());
            return proven;
        });
    }

    private <T> T second(Runnable first, Supplier<T> second) {
        return meeting.whileUncommitted(first, () -> database.transactor().inTransaction(second));
    }
}
