package dev.sallyport.persistence;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.account.ChangePassword;
import dev.sallyport.application.account.ConfirmEmailChange;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.ExportPersonalData;
import dev.sallyport.application.account.ProfileChange;
import dev.sallyport.application.account.ReadAccount;
import dev.sallyport.application.account.RequestEmailChange;
import dev.sallyport.application.account.UndoEmailChange;
import dev.sallyport.application.admin.ChangeUser;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.admin.DeleteUser;
import dev.sallyport.application.admin.EndUserSession;
import dev.sallyport.application.admin.EndUserSessions;
import dev.sallyport.application.admin.ListUserSessions;
import dev.sallyport.application.admin.ListUsers;
import dev.sallyport.application.admin.ReadStatistics;
import dev.sallyport.application.admin.ReadUser;
import dev.sallyport.application.admin.ReinstateUser;
import dev.sallyport.application.admin.SendPasswordReset;
import dev.sallyport.application.admin.SetPassword;
import dev.sallyport.application.admin.SuspendUser;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.audit.ListOwnActivity;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.secondfactor.ResetSecondFactor;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.EndOtherSessions;
import dev.sallyport.application.session.EndOwnSession;
import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.ListSessions;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each use case costs in round trips (decision 10), counted on the wire. */
class RoundTripsTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Vault VAULT = new FakeVault("master key");
    private static final Password CHOSEN = Password.of("violet thunder under marble");

    private RoundTripCounter counter;
    private Database database;
    private Fakes fakes;
    private Sallyport sallyport;

    @BeforeEach
    void startOnADatabaseOfItsOwn() {
        counter = RoundTripCounter.before(postgres.server().createDatabase());
        database = Database.open(counter.settings());
        fakes = new Fakes();
        sallyport = PersistentSallyport.on(database, fakes);
        // The driver looks up what it has to know of arrays once for each connection.
        EmailAddress somebody = EmailAddress.of("somebody@example.com");
        database.users().add(Samples.user(somebody), HASH);
        database.users().credentials(somebody);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        counter.close();
    }

    /** The driver treats a statement otherwise from the fifth time on. */
    @Test
    void signingInCostsThreeHoweverOften() {
        signUp();

        for (int i = 0; i < 8; i++) {
            var counted = count(() -> sallyport.signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)));

            assertThat(counted.answer()).isInstanceOf(SignIn.Result.Succeeded.class);
            assertThat(counted.roundTrips()).isEqualTo(3);
        }
    }

    /** The driver treats a statement otherwise from the fifth time on. */
    @Test
    void lookingForUsersAndCountingThemCostOneEachHoweverOften() {
        UserId user = signUp().user().id();
        var operator = new Actor.Operator(Optional.empty());
        var filter =
                new UserDirectory.Filter(new SearchText("example"), UserDirectory.Standing.ACTIVE, BuiltInRoles.USER);

        for (int i = 0; i < 8; i++) {
            assertThat(count(() -> sallyport.listUsers().handle(new ListUsers.Command(operator, filter, null, 20)))
                            .roundTrips())
                    .isEqualTo(1);
            assertThat(count(() -> sallyport.readUser().handle(new ReadUser.Command(operator, user)))
                            .roundTrips())
                    .isEqualTo(1);
            assertThat(count(() -> sallyport
                                    .listUserSessions()
                                    .handle(new ListUserSessions.Command(operator, user, null, 20)))
                            .roundTrips())
                    .isEqualTo(1);
        }
        assertThat(count(() -> sallyport.readStatistics().handle(new ReadStatistics.Command(operator)))
                        .roundTrips())
                .isEqualTo(1);
        assertThat(count(() -> sallyport.readStatistics().handle(new ReadStatistics.Command(operator)))
                        .roundTrips())
                .as("a moment later")
                .isZero();
    }

    @Test
    void refusingASignInCostsThreeWhetherOrNotThereIsSuchAnAccount() {
        var command = new SignIn.Command(ADA, Password.of("not the password"), CLIENT);
        assertThat(count(() -> sallyport.signIn().handle(command)).roundTrips()).isEqualTo(3);

        signUp();

        for (int i = 0; i < 8; i++) {
            assertThat(count(() -> sallyport.signIn().handle(command)).roundTrips())
                    .isEqualTo(3);
        }
    }

    /** The driver treats a statement otherwise from the fifth time on, so it is done more often than that. */
    @Test
    void askingForASecondFactorAndEndingASignInsWaitingCostOneEach() {
        SecondFactors factors = database.secondFactors(VAULT);
        SignInChallenges challenges = database.signInChallenges(VAULT);
        UserId user = signUp().user().id();
        var totp = new PendingTotp(
                UUID.randomUUID(), TotpSeed.of("A".repeat(32)), new TotpParameters(6, Duration.ofSeconds(30)));
        List<KeptRecoveryCode> codes = IntStream.range(0, 8)
                .mapToObj(i -> new KeptRecoveryCode("CODE" + i, HASH))
                .toList();
        factors.enrol(user, totp, NOW);
        assertThat(count(() -> factors.tryPending(user, NOW.minusSeconds(1), 5)).roundTrips())
                .isEqualTo(1);
        assertThat(count(() -> factors.confirm(user, totp, 0, codes, NOW)).roundTrips())
                .isEqualTo(1);
        assertThat(count(() -> factors.of(user)).roundTrips()).isEqualTo(1);

        for (int i = 0; i < 16; i++) {
            SecretDigest challenge = digest(i);
            challenges.add(new SignInChallenges.Waiting(challenge, user, digest(100), NOW.plusSeconds(300)));
            FactorProof proof =
                    i < 8 ? new FactorProof.TotpStep(i + 1) : new FactorProof.UsedRecoveryCode("CODE" + (i - 8));

            var attempting = count(() -> challenges.attempt(challenge, 5, NOW));
            var completing = count(() -> challenges.complete(challenge, proof, NOW));

            assertThat(attempting.answer()).isPresent();
            assertThat(attempting.roundTrips()).isEqualTo(1);
            assertThat(completing.answer()).isTrue();
            assertThat(completing.roundTrips()).isEqualTo(1);
        }
    }

    @Test
    void refreshingCostsOne() {
        SignedIn signedIn = signUp();
        var command = new RefreshSession.Command(signedIn.refreshToken(), CLIENT);

        var counted = count(() -> sallyport.refreshSession().handle(command));

        assertThat(counted.answer()).isInstanceOf(RefreshSession.Result.Refreshed.class);
        assertThat(counted.roundTrips()).isEqualTo(1);
    }

    @Test
    void readingOnesAccountCostsOne() {
        VerifiedAccessToken caller = caller(signUp());

        var counted = count(() -> sallyport.readAccount().handle(new ReadAccount.Command(caller)));

        assertThat(counted.answer()).isInstanceOf(ReadAccount.Result.Found.class);
        assertThat(counted.roundTrips()).isEqualTo(1);
    }

    @Test
    void signingOutCostsTwo() {
        SignedIn signedIn = signUp();
        var command = new EndSession.Command.ByRefreshToken(signedIn.refreshToken(), CLIENT);

        var counted = count(() -> sallyport.endSession().handle(command));

        assertThat(counted.answer()).isInstanceOf(EndSession.Result.Ended.class);
        assertThat(counted.roundTrips()).isEqualTo(2);
    }

    @Test
    void listingOnesSessionsCostsOneAndEndingThemTwo() {
        VerifiedAccessToken caller = caller(signUp());
        SessionId other = caller(signIn()).claims().sessionId();

        assertThat(count(() -> sallyport.listSessions().handle(new ListSessions.Command(caller, null, 20)))
                        .roundTrips())
                .isEqualTo(1);
        assertThat(count(() -> sallyport.endOwnSession().handle(new EndOwnSession.Command(caller, other, CLIENT)))
                        .roundTrips())
                .isEqualTo(2);
        assertThat(count(() -> sallyport.endOtherSessions().handle(new EndOtherSessions.Command(caller, CLIENT)))
                        .roundTrips())
                .isEqualTo(2);
    }

    @Test
    void registeringCostsTwoAndProvingTheAddressFour() {
        var registering = count(this::register);

        var proving = count(() -> verify(registering.answer()));

        assertThat(registering.roundTrips()).isEqualTo(2);
        assertThat(proving.roundTrips()).isEqualTo(4);
    }

    @Test
    void askingForAResetLinkCostsOneAnsweringThreeAndTwoToFindNoMoreAndResettingFour() {
        signUp();

        assertThat(count(() -> sallyport.requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, CLIENT)))
                        .roundTrips())
                .isEqualTo(1);
        assertThat(count(() -> sallyport.answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(10)))
                        .roundTrips())
                .isEqualTo(3 + 2);
        var resetting =
                count(() -> sallyport.resetPassword().handle(new ResetPassword.Command(token(3), CHOSEN, CLIENT)));
        assertThat(resetting.answer()).isInstanceOf(ResetPassword.Result.Reset.class);
        assertThat(resetting.roundTrips()).isEqualTo(4);
    }

    @Test
    void changingThePasswordCostsFour() {
        var command = new ChangePassword.Command(caller(signUp()), Evidence.of(PASSWORD), CHOSEN, CLIENT);

        var changing = count(() -> sallyport.changePassword().handle(command));

        assertThat(changing.answer()).isInstanceOf(ChangePassword.Result.Changed.class);
        assertThat(changing.roundTrips()).isEqualTo(4);
    }

    @Test
    void askingForAnotherAddressProvingItAndTakingItBackCostsFourEach() {
        VerifiedAccessToken caller = caller(signUp());
        EmailAddress wanted = EmailAddress.of("countess@example.com");

        var asking = count(() -> sallyport
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(caller, wanted, Evidence.of(PASSWORD), CLIENT)));
        var proving = count(() -> sallyport
                .confirmEmailChange()
                .handle(new ConfirmEmailChange.Command(caller, MailedCode.of("47110003"), CLIENT)));
        var undoing = count(() -> sallyport.undoEmailChange().handle(new UndoEmailChange.Command(token(5), CLIENT)));

        assertThat(asking.answer()).isInstanceOf(RequestEmailChange.Result.Accepted.class);
        assertThat(asking.roundTrips()).isEqualTo(4);
        assertThat(proving.answer()).isInstanceOf(ConfirmEmailChange.Result.Changed.class);
        assertThat(proving.roundTrips()).isEqualTo(4);
        assertThat(undoing.answer()).isInstanceOf(UndoEmailChange.Result.Undone.class);
        assertThat(undoing.roundTrips()).isEqualTo(4);
    }

    @Test
    void deletingOnesAccountCostsSix() {
        var command = new DeleteAccount.Command(caller(signUp()), Evidence.of(PASSWORD), CLIENT);

        var deleting = count(() -> sallyport.deleteAccount().handle(command));

        assertThat(deleting.answer()).isInstanceOf(DeleteAccount.Result.Deleted.class);
        assertThat(deleting.roundTrips()).isEqualTo(6);
    }

    /** Of which two are for the administrator's own proof. */
    @Test
    void changingAndSuspendingAndReinstatingSomebodyCostsNoMoreThanItMust() {
        UserId ada = signUp().user().id();
        Actor admin = administrator();
        DisplayName countess = new DisplayName("Countess");
        var change = new ProfileChange(new ProfileChange.NameChange.To(countess), null);

        assertThat(count(() -> sallyport.changeUser().handle(new ChangeUser.Command(ada, change, user -> true, admin)))
                        .roundTrips())
                .isEqualTo(3);
        assertThat(count(() -> sallyport.sendPasswordReset().handle(new SendPasswordReset.Command(ada, admin)))
                        .roundTrips())
                .isEqualTo(4);
        assertThat(count(() -> sallyport.endUserSessions().handle(new EndUserSessions.Command(ada, admin)))
                        .roundTrips())
                .isEqualTo(5);
        assertThat(count(() -> sallyport.suspendUser().handle(new SuspendUser.Command(ada, admin)))
                        .roundTrips())
                .isEqualTo(5);
        assertThat(count(() -> sallyport.suspendUser().handle(new SuspendUser.Command(ada, admin)))
                        .roundTrips())
                .as("again")
                .isEqualTo(4);
        assertThat(count(() -> sallyport.reinstateUser().handle(new ReinstateUser.Command(ada, admin)))
                        .roundTrips())
                .isEqualTo(4);
    }

    @Test
    void endingOneSessionOfSomebodyAndTheirAccountCostsNoMoreThanItMust() {
        SignedIn adas = signUp();
        Actor admin = administrator();
        UserId ada = adas.user().id();

        assertThat(count(() -> sallyport
                                .endUserSession()
                                .handle(new EndUserSession.Command(ada, adas.session(), admin)))
                        .roundTrips())
                .isEqualTo(5);
        assertThat(count(() -> sallyport.resetSecondFactor().handle(new ResetSecondFactor.Command(ada, admin)))
                        .roundTrips())
                .isEqualTo(5);
        assertThat(count(() -> sallyport
                                .setPassword()
                                .handle(new SetPassword.Command(ada, CHOSEN, new Actor.Operator(Optional.empty()))))
                        .roundTrips())
                .isEqualTo(4);
        assertThat(count(() -> sallyport.deleteUser().handle(new DeleteUser.Command(ada, user -> true, admin)))
                        .roundTrips())
                .isEqualTo(6);
    }

    @Test
    void gettingAllThatIsKeptOfOneCostsOneForEachKindOfIt() {
        var command = new ExportPersonalData.Command(caller(signUp()), CLIENT);

        var exporting = count(() -> sallyport.exportPersonalData().handle(command));

        assertThat(exporting.answer()).isInstanceOf(ExportPersonalData.Result.Found.class);
        assertThat(exporting.roundTrips()).isEqualTo(7);
    }

    @Test
    void readingTheTrailCostsOneHoweverItIsNarrowedDown() {
        VerifiedAccessToken caller = caller(signUp());
        AuditTrail trail = database.auditTrail();
        AuditPosition here =
                trail.of(caller.claims().userId(), null, 1).getFirst().position();
        var all = new AuditTrail.Filter(
                caller.claims().userId(), null, Set.of("account.created"), Instant.EPOCH, here.occurredAt());

        for (int i = 0; i < 8; i++) {
            assertThat(count(() -> trail.find(all, here, 20)).roundTrips()).isEqualTo(1);
            assertThat(count(() -> sallyport.listOwnActivity().handle(new ListOwnActivity.Command(caller, here, 20)))
                            .roundTrips())
                    .isEqualTo(1);
        }
    }

    @Test
    void anIdleDispatcherCostsOne() {
        MailQueue queue = database.mailQueue(new FakeVault("key"));

        assertThat(count(() -> queue.claim(10, NOW, Duration.ofMinutes(1))).roundTrips())
                .isEqualTo(1);
    }

    @Test
    void aTransactionThatDoesNothingCostsNothing() {
        assertThat(count(() -> database.transactor().inTransaction(() -> "nothing"))
                        .roundTrips())
                .isZero();
    }

    private record Counted<T>(T answer, int roundTrips) {}

    private <T> Counted<T> count(Supplier<T> work) {
        AtomicReference<T> answer = new AtomicReference<>();
        int roundTrips = counter.during(() -> answer.set(work.get()));
        return new Counted<>(answer.get(), roundTrips);
    }

    private SignedIn signUp() {
        return verify(register());
    }

    private SignedIn signIn() {
        var result = sallyport.signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT));
        return ((SignIn.Result.Succeeded) result).signedIn();
    }

    private RegistrationId register() {
        var result =
                sallyport.registerAccount().handle(new RegisterAccount.Command(ADA, PASSWORD, null, ENGLISH, CLIENT));
        return ((RegisterAccount.Result.Accepted) result).id();
    }

    private SignedIn verify(RegistrationId registration) {
        // The first secret that the predictable generator makes.
        MailedCode code = MailedCode.of("47110001");
        var result = sallyport.verifyEmail().handle(new VerifyEmail.Command.ByCode(registration, code, CLIENT));
        return ((VerifyEmail.Result.Verified) result).signedIn();
    }

    private Actor administrator() {
        EmailAddress root = EmailAddress.of("root@example.com");
        sallyport.createAdministrator().handle(new CreateAdministrator.Command(root, PASSWORD, null, ENGLISH));
        var result = sallyport.signIn().handle(new SignIn.Command(root, PASSWORD, CLIENT));
        return new Actor.Administrator(caller(((SignIn.Result.Succeeded) result).signedIn()), CLIENT, Optional.empty());
    }

    /** What the predictable generator makes as that many-th. */
    private static LinkToken token(int number) {
        return LinkToken.of("0".repeat(35) + (47_110_000 + number));
    }

    private VerifiedAccessToken caller(SignedIn signedIn) {
        return fakes.ports().accessTokens().verify(signedIn.accessToken()).orElseThrow();
    }
}
