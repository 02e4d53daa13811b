package dev.sallyport.persistence.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.admin.DeleteUser;
import dev.sallyport.application.admin.ReinstateUser;
import dev.sallyport.application.admin.SuspendUser;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Meeting;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Administrators who act on one another at the same moment, and on whoever is coming in. */
class AccountAdministrationRacesTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final int MANY = 20;
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final Actor OPERATOR = new Actor.Operator(Optional.empty());

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = PersistentSallyport.on(postgres.database(), fakes);
    private final Users users = postgres.database().users();
    private final Sessions sessions = postgres.database().sessions();
    private final Meeting meeting = new Meeting(postgres);

    /** Everybody turns on whoever comes next, each in another way. */
    @Test
    @Timeout(60)
    void ofTwentyWhoSuspendDeleteAndUnseatOneAnotherSomebodyStays() {
        List<VerifiedAccessToken> administrators = administrators();

        Concurrently.times(MANY, i -> act(i, administrators.get(i), administrators.get((i + 1) % MANY)));

        assertThat(activeAdministrators()).isNotEmpty();
    }

    @Test
    @Timeout(60)
    void ofTwentyWhoAllLeaveInOneOfFourWaysOneStays() {
        List<VerifiedAccessToken> administrators = administrators();

        List<Object> answers = Concurrently.times(MANY, i -> act(i, administrators.get(i), administrators.get(i)));

        assertThat(activeAdministrators()).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> List.of(
                                new SuspendUser.Result.Refused(new AccessRefusal.LastAdministrator()),
                                new DeleteUser.Result.Refused(new AccessRefusal.LastAdministrator()),
                                new TakeRole.Result.Refused(new AccessRefusal.LastAdministrator()),
                                new DeleteAccount.Result.LastAdministrator())
                        .contains(answer))
                .hasSize(1);
    }

    /** Operators are nobody whose account could be held, so only the administrators' own accounts stand between them. */
    @Test
    @Timeout(60)
    void ofTwentyWhomTheOperatorSuspendsAtOnceOneStays() {
        List<VerifiedAccessToken> administrators = administrators();

        Concurrently.times(
                MANY,
                i -> sallyport
                        .suspendUser()
                        .handle(new SuspendUser.Command(
                                administrators.get(i).claims().userId(), OPERATOR)));

        assertThat(activeAdministrators()).hasSize(1);
    }

    @Test
    @Timeout(60)
    void twentyWhoSuspendOneAccountWriteItDownOnce() {
        UserId ada = signedIn(ADA).user().id();

        Concurrently.times(MANY, i -> sallyport.suspendUser().handle(new SuspendUser.Command(ada, OPERATOR)));

        assertThat(Sql.column(postgres.settings(), "SELECT id FROM audit_events WHERE type = 'account.suspended'"))
                .hasSize(1);
    }

    @Test
    void whoeverSignsInWhileTheyAreBeingSuspendedIsNotLetIn() {
        UserId ada = signedIn(ADA).user().id();

        SignIn.Result answer = meeting.whileUncommittedSql(
                "UPDATE users SET status = 'suspended' WHERE id = '" + ada + "'", () -> signIn(ADA));

        assertThat(answer).isEqualTo(new SignIn.Result.InvalidCredentials());
    }

    @Test
    void aRefreshAndASignInThatMeetASuspensionAreRefused() {
        User ada = Samples.user(ADA);
        users.add(ada, HASH);
        NewSession wanted = Samples.newSession(ada);
        sessions.open(wanted, POLICY);

        var refresh =
                meeting.whileUncommitted(() -> suspend(ada), () -> sessions.rotate(wanted.id(), 0, CLIENT, POLICY));
        users.reinstate(ada.id());
        var signIn = meeting.whileUncommitted(() -> suspend(ada), () -> sessions.open(Samples.newSession(ada), POLICY));

        assertThat(refresh).isEmpty();
        assertThat(signIn).isEmpty();
    }

    @Test
    void aQuestionForASecondFactorThatMeetsASuspensionIsNotWrittenDown() {
        User ada = Samples.user(ADA);
        users.add(ada, HASH);
        SignInChallenges challenges = postgres.database().signInChallenges(new FakeVault("key"));

        meeting.whileUncommitted(() -> suspend(ada), () -> {
            challenges.add(new SignInChallenges.Waiting(digest(1), ada.id(), digest(2), NOW.plusSeconds(300)));
            return true;
        });
        users.reinstate(ada.id());

        assertThat(challenges.attempt(digest(1), 5, NOW)).isEmpty();
    }

    /** As the use case does, inside a transaction. */
    private void suspend(User user) {
        users.hold(user.id());
        users.suspend(user.id());
        sessions.endAll(user.id());
    }

    /** Of twenty who come in by their password, and twenty who refresh, nobody is left inside once the account is suspended. */
    @Test
    @Timeout(60)
    void nobodyIsLeftInsideWhoCameInWhileTheAccountWasSuspended() {
        SignedIn ada = signedIn(ADA);
        List<RefreshToken> tokens = IntStream.range(0, MANY)
                .mapToObj(
                        i -> ((SignIn.Result.Succeeded) signIn(ADA)).signedIn().refreshToken())
                .toList();

        Concurrently.times(2 * MANY + 1, i -> {
            if (i == MANY) {
                return sallyport
                        .suspendUser()
                        .handle(new SuspendUser.Command(ada.user().id(), OPERATOR));
            }
            return i < MANY
                    ? sallyport.refreshSession().handle(new RefreshSession.Command(tokens.get(i), CLIENT))
                    : signIn(ADA);
        });

        assertThat(Sql.column(postgres.settings(), "SELECT id FROM sessions WHERE ended_at IS NULL"))
                .isEmpty();
        sallyport.reinstateUser().handle(new ReinstateUser.Command(ada.user().id(), OPERATOR));
        assertThat(tokens)
                .allSatisfy(token -> assertThat(
                                sallyport.refreshSession().handle(new RefreshSession.Command(token, CLIENT)))
                        .isEqualTo(new RefreshSession.Result.Rejected()));
    }

    @Test
    void reinstatesWhatWasActiveAsActiveAndWhatWasBeingDeletedAsThat() {
        UserId ada = signedIn(ADA).user().id();
        sallyport.suspendUser().handle(new SuspendUser.Command(ada, OPERATOR));
        sallyport.reinstateUser().handle(new ReinstateUser.Command(ada, OPERATOR));
        assertThat(Sql.column(postgres.settings(), "SELECT status FROM users WHERE id = '" + ada + "'"))
                .containsExactly("active");

        assertThat(sallyport.deleteUser().handle(new DeleteUser.Command(ada, user -> true, OPERATOR)))
                .isEqualTo(new DeleteUser.Result.Deleted());
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM users")).isEmpty();
        assertThat(
                        Sql.column(
                                postgres.settings(),
                                "SELECT details->>'by' FROM audit_events WHERE type = 'account.deleted' AND client_address IS NULL"))
                .containsExactly("operator");
    }

    private Object act(int number, VerifiedAccessToken caller, VerifiedAccessToken target) {
        UserId user = target.claims().userId();
        Actor actor = new Actor.Administrator(caller, CLIENT, Optional.empty());
        // Nobody deletes themselves as an administrator.
        Actor deleting = caller.equals(target) ? OPERATOR : actor;
        return switch (number % 4) {
            case 0 -> sallyport.suspendUser().handle(new SuspendUser.Command(user, actor));
            case 1 -> sallyport.deleteUser().handle(new DeleteUser.Command(user, any -> true, deleting));
            case 2 -> sallyport.takeRole().handle(new TakeRole.Command(user, BuiltInRoles.ADMIN, actor));
            default ->
                sallyport.deleteAccount().handle(new DeleteAccount.Command(caller, Evidence.of(PASSWORD), CLIENT));
        };
    }

    private List<VerifiedAccessToken> administrators() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> signedIn(EmailAddress.of("admin" + i + "@example.com")))
                .map(signedIn -> fakes.ports()
                        .accessTokens()
                        .verify(signedIn.accessToken())
                        .orElseThrow())
                .toList();
    }

    /** An administrator; Ada is none. */
    private SignedIn signedIn(EmailAddress email) {
        sallyport.createAdministrator().handle(new CreateAdministrator.Command(email, PASSWORD, null, ENGLISH));
        if (email.equals(ADA)) {
            Sql.execute(postgres.settings(), "DELETE FROM user_roles WHERE role = 'admin'");
        }
        return ((SignIn.Result.Succeeded) signIn(email)).signedIn();
    }

    private SignIn.Result signIn(EmailAddress email) {
        return sallyport.signIn().handle(new SignIn.Command(email, PASSWORD, CLIENT));
    }

    private static List<String> activeAdministrators() {
        return Sql.column(
                postgres.settings(),
                "SELECT id FROM users u JOIN user_roles r ON r.user_id = u.id WHERE r.role = 'admin' AND u.status = 'active'");
    }
}
