package dev.sallyport.persistence;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users.Saving;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.registration.PendingRegistrations.Attempt;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Meeting;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The narrowest of races, every time: the second comes when the first has done its part and has not committed yet. (The contracts
 * run many at once, and leave it to luck who meets whom.)
 */
class RacesTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final int MAX_FAILURES = 5;
    private static final int CODE = 10;
    private static final int LINK = CODE + 1;
    private static final int OTHER = 99;

    private final Database database = postgres.database();
    private final User ada = Samples.user(ADA);

    @Test
    void ofTwoUsersOfOneAddressTheSecondIsRefused() {
        Saving second = whileUncommitted(
                () -> database.users().add(ada, HASH), () -> database.users().add(Samples.user(ADA), HASH));

        assertThat(second).isEqualTo(Saving.EMAIL_TAKEN);
    }

    @Test
    void ofTwoRefreshesOfOneGenerationTheSecondIsRefused() {
        Session session = signIn();
        Sessions sessions = database.sessions();

        var second = whileUncommitted(
                () -> sessions.rotate(session.id(), 0, CLIENT, POLICY),
                () -> sessions.rotate(session.id(), 0, CLIENT, POLICY));

        assertThat(second).isEmpty();
    }

    @Test
    void aRefreshThatMeetsTheEndOfItsSessionIsRefused() {
        Session session = signIn();
        Sessions sessions = database.sessions();

        var second = whileUncommitted(
                () -> sessions.end(session.id()), () -> sessions.rotate(session.id(), 0, CLIENT, POLICY));

        assertThat(second).isEmpty();
    }

    @Test
    void ofTwoSignInsTheSecondSeesTheSessionOfTheFirst() {
        signIn();
        Sessions sessions = database.sessions();
        SessionPolicy justOne = new SessionPolicy(
                POLICY.accessTokenLifetime(),
                POLICY.idleLifetime(),
                POLICY.maxAge(),
                POLICY.reuseGrace(),
                1,
                POLICY.revocationMaxLag());
        NewSession first = Samples.newSession(ada);

        var second = whileUncommitted(
                () -> sessions.open(first, justOne),
                () -> database.transactor().inTransaction(() -> sessions.open(Samples.newSession(ada), justOne)));

        assertThat(second.orElseThrow().displaced()).containsExactly(first.id());
    }

    @Test
    void aSignInThatMeetsASuspensionIsRefused() {
        signIn();

        var second = new Meeting(postgres)
                .whileUncommittedSql(
                        "UPDATE users SET status = 'suspended'",
                        () -> database.transactor()
                                .inTransaction(() -> database.sessions().open(Samples.newSession(ada), POLICY)));

        assertThat(second).isEmpty();
    }

    @Test
    void aLockShowsWhatTheFirstLeftBehind() {
        Session session = signIn();
        Sessions sessions = database.sessions();

        var second = whileUncommitted(
                () -> sessions.rotate(session.id(), 0, CLIENT, POLICY),
                () -> database.transactor().inTransaction(() -> sessions.lock(session.id())));

        assertThat(second.orElseThrow().session().generation()).isEqualTo(1);
    }

    @Test
    void ofTwoRightCodesTheSecondIsUnknown() {
        PendingRegistration filed = file();

        Attempt second = whileUncommitted(() -> tryCode(filed, CODE), () -> tryCode(filed, CODE));

        assertThat(second).isEqualTo(new Attempt.Refused(Reason.UNKNOWN));
    }

    @Test
    void aRightCodeThatMeetsTheLastAllowedFailureIsRefused() {
        PendingRegistration filed = file();
        for (int i = 0; i < MAX_FAILURES - 1; i++) {
            tryCode(filed, OTHER);
        }

        Attempt second = whileUncommitted(() -> tryCode(filed, OTHER), () -> tryCode(filed, CODE));

        assertThat(second).isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void aLinkThatMeetsTheLastAllowedFailureIsRefused() {
        PendingRegistration filed = file();
        PendingRegistrations registrations = database.registrations();
        for (int i = 0; i < MAX_FAILURES - 1; i++) {
            tryCode(filed, OTHER);
        }

        Attempt second = whileUncommitted(
                () -> tryCode(filed, OTHER), () -> registrations.tryLink(digest(LINK), NOW, MAX_FAILURES));

        assertThat(second).isEqualTo(new Attempt.Refused(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void ofTwoWhoSpendALinkTheSecondIsRefused() {
        PendingRegistration filed = file();
        PendingRegistrations registrations = database.registrations();

        boolean second = whileUncommitted(
                () -> registrations.spend(filed.id(), digest(LINK), NOW),
                () -> registrations.spend(filed.id(), digest(LINK), NOW));

        assertThat(second).isFalse();
    }

    @Test
    void ofTwoFirstKeysTheSecondIsRefused() {
        boolean second = whileUncommitted(
                () -> database.serverKeys().add(key(), 1, Duration.ZERO),
                () -> database.serverKeys().add(key(), 1, Duration.ZERO).isPresent());

        assertThat(second).isFalse();
    }

    @Test
    void aSecondDispatcherNeitherWaitsForTheFirstNorGetsItsMail() {
        MailQueue queue = database.mailQueue(new FakeVault("key"));
        Mail first = enqueue("first");
        Mail second = enqueue("second");
        var claimedBySecond = new AtomicReference<Mail>();

        var claimedByFirst = database.transactor().inTransaction(() -> {
            var claimed = queue.claim(1, NOW, Duration.ofMinutes(1));
            claimedBySecond.set(Meeting.onAnotherThread(() -> queue.claim(10, NOW, Duration.ofMinutes(1)))
                    .getFirst()
                    .mail());
            return claimed;
        });

        assertThat(claimedByFirst).hasSize(1);
        assertThat(claimedByFirst.getFirst().mail())
                .isNotEqualTo(claimedBySecond.get())
                .isIn(first, second);
    }

    private Mail enqueue(String subject) {
        Mail mail = Samples.mail(subject);
        database.mailOutbox(new FakeVault("key"), () -> {}).enqueue(mail, Samples.RECIPIENT, NOW);
        return mail;
    }

    private Session signIn() {
        NewSession wanted = Samples.newSession(ada);
        database.users().add(ada, HASH);
        return database.sessions().open(wanted, POLICY).orElseThrow().active().session();
    }

    private PendingRegistration file() {
        PendingRegistration filed = Samples.registration(ADA, CODE);
        database.registrations().add(filed);
        return filed;
    }

    private Attempt tryCode(PendingRegistration filed, int code) {
        return database.registrations().tryCode(filed.id(), digest(code), NOW, MAX_FAILURES);
    }

    private static SealedKey key() {
        return new SealedKey(UUID.randomUUID(), KeyPurpose.REFRESH_TOKEN, KeyAlgorithm.HS256, new byte[] {1});
    }

    private <T> T whileUncommitted(Runnable first, Supplier<T> second) {
        return new Meeting(postgres).whileUncommitted(first, second);
    }
}
