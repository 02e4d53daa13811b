package dev.sallyport.application.signin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.session.ClientMemory;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn.Result;
import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignInTest {
    private static final Password WRONG = Password.of("some other long password");
    private static final Client STRANGER = new Client(ClientAddress.of("192.0.2.99"), "curl/8.5");
    private static final EmailAddress NOBODY = EmailAddress.of("nobody@example.com");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final User ada = journey.signedIn(ADA).user();

    @BeforeEach
    void anHourLater() {
        fakes.clock().advance(Duration.ofHours(1));
    }

    @Test
    void opensASessionOfItsOwn() {
        Result.Succeeded succeeded = (Result.Succeeded) signIn(ADA, PASSWORD);

        assertThat(fakes.sessions().all()).hasSize(2);
        assertThat(succeeded.signedIn().user().lastSignInAt())
                .isEqualTo(fakes.clock().instant());
        assertThat(fakes.users().all()).containsExactly(succeeded.signedIn().user());
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(
                        new AuditEvent.SignedIn(ada.id(), succeeded.signedIn().session()));
    }

    @Test
    void issuesTokensThatSayWhoSignedInHowAndWhen() {
        Result.Succeeded succeeded = (Result.Succeeded) signIn(ADA, PASSWORD);

        AccessClaims claims = journey.caller(succeeded.signedIn()).claims();
        assertThat(claims.userId()).isEqualTo(ada.id());
        assertThat(claims.methods()).containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(claims.authenticatedAt()).isEqualTo(fakes.clock().instant());
        assertThat(succeeded.signedIn().accessTokenLifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(succeeded.signedIn().refreshTokenLifetime()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void refusesAWrongPasswordAnUnknownAddressAndASuspendedAccountAlikeAfterTheSameWork() {
        assertRefused(() -> signIn(ADA, WRONG), Optional.of(ada), Reason.WRONG_PASSWORD);
        assertRefused(() -> signIn(NOBODY, PASSWORD), Optional.empty(), Reason.UNKNOWN_ADDRESS);
        fakes.users().suspend(ada.id());
        assertRefused(() -> signIn(ADA, PASSWORD), Optional.of(ada), Reason.SUSPENDED);
        assertRefused(() -> signIn(ADA, WRONG), Optional.of(ada), Reason.WRONG_PASSWORD);
    }

    private void assertRefused(Supplier<Result> attempt, Optional<User> user, Reason reason) {
        int workBefore = fakes.passwordHasher().work();

        assertThat(attempt.get()).isEqualTo(new Result.InvalidCredentials());

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore + 1);
        assertThat(fakes.sessions().all()).hasSize(1);
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(user.map(User::id), reason));
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"API_PER_IP", "LOGIN", "LOGIN_PER_ACCOUNT", "LOGIN_PER_IP"})
    void isLimitedBeforeAnyWorkWhetherTheAccountExistsOrNot(Limit limit) {
        fakes.rateLimits().exhaust(limit);
        int workBefore = fakes.passwordHasher().work();

        assertThat(signIn(ADA, PASSWORD, STRANGER)).isEqualTo(new Result.Limited(FakeRateLimits.empty(limit)));
        assertThat(signIn(NOBODY, PASSWORD, STRANGER)).isEqualTo(new Result.Limited(FakeRateLimits.empty(limit)));

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore);
    }

    @Test
    void strangersWhoUseUpTheAccountsBudgetDoNotLockOutAClientThatHasSignedInBefore() {
        fakes.rateLimits().exhaust(Limit.LOGIN_PER_ACCOUNT);

        assertThat(signIn(ADA, PASSWORD, STRANGER)).isInstanceOf(Result.Limited.class);
        assertThat(signIn(ADA, WRONG)).isEqualTo(new Result.InvalidCredentials());
        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);
        assertThat(signIn(NOBODY, PASSWORD))
                .as("known to ada's account, not to others")
                .isInstanceOf(Result.Limited.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"API_PER_IP", "LOGIN", "LOGIN_PER_IP"})
    void aClientThatHasSignedInBeforeKeepsItsOwnBudgetsAndNoMore(Limit own) {
        fakes.rateLimits().exhaust(Limit.LOGIN_PER_ACCOUNT);
        fakes.rateLimits().exhaust(own);

        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Limited.class);
    }

    @Test
    void guessesOfAClientThatHasSignedInBeforeAreItsOwn() {
        fakes.rateLimits().exhaust(Limit.LOGIN_PER_ACCOUNT);

        signIn(ADA, WRONG);

        assertThat(fakes.rateLimits().charged())
                .contains(Charge.login(ADA, CLIENT.address()))
                .doesNotContain(Charge.loginPerAccount(ADA));
    }

    @Test
    void strangersPayForTheLookWhetherTheyAreKnown() {
        fakes.rateLimits().exhaust(Limit.LOGIN_PER_ACCOUNT);

        signIn(ADA, PASSWORD, STRANGER);

        assertThat(fakes.rateLimits().charged()).contains(Charge.login(ADA, STRANGER.address()));
    }

    @Test
    void aSuccessCostsNoGuess() {
        signIn(ADA, PASSWORD);

        assertThat(fakes.rateLimits().charged())
                .extracting(Charge::limit)
                .doesNotContain(Limit.LOGIN, Limit.LOGIN_PER_ACCOUNT)
                .contains(Limit.LOGIN_PER_IP);
        signIn(ADA, WRONG);
        assertThat(fakes.rateLimits().charged())
                .extracting(Charge::limit)
                .contains(Limit.LOGIN, Limit.LOGIN_PER_ACCOUNT);
    }

    @Test
    void tellsTheUserOfASignInFromANewDevice() {
        Client phone = new Client(ClientAddress.of("198.51.100.1"), "okhttp/5.1 (Android)");
        signIn(ADA, PASSWORD);
        int mailsBefore = fakes.mailQueue().waiting().size();

        signIn(ADA, PASSWORD, phone);
        signIn(ADA, PASSWORD, phone);

        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore + 1);
        assertThat(fakes.mailQueue().last().to()).isEqualTo(ADA);
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("new-device");
        assertThat(fakes.mailQueue().last().content().text()).isEqualTo("okhttp on Android");
        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.SignedInFromNewDevice.class::isInstance)
                .hasSize(1);
    }

    @Test
    void doesNotFloodTheMailboxOfWhoeverSignsInFromEverNewDevices() {
        int mailsBefore = fakes.mailQueue().waiting().size();

        for (char program = 'a'; program <= 'z'; program++) {
            signIn(ADA, PASSWORD, new Client(CLIENT.address(), String.valueOf(program)));
        }

        assertThat(fakes.mailQueue().waiting()).hasSizeBetween(mailsBefore + 4, mailsBefore + 5);
        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.SignedInFromNewDevice.class::isInstance)
                .hasSize(26);
    }

    @Test
    void endsTheSessionThatHasBeenIdleLongestWhereThereAreTooMany() {
        SignedIn first = ((Result.Succeeded) signIn(ADA, PASSWORD)).signedIn();
        fakes.clock().advance(Duration.ofMinutes(1));
        for (int i = 1; i < Fakes.POLICIES.session().maxPerUser(); i++) {
            signIn(ADA, PASSWORD);
        }

        SignedIn last = ((Result.Succeeded) signIn(ADA, PASSWORD)).signedIn();

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SessionDisplaced(ada.id(), first.session(), last.session()));
        assertThat(fakes.sessions().active(first.session())).isEmpty();
    }

    @Test
    void refusesAnAccountThatIsSuspendedWhileItsPasswordIsChecked() {
        fakes.passwordHasher().during(() -> fakes.users().suspend(ada.id()));

        assertThat(signIn(ADA, PASSWORD)).isEqualTo(new Result.InvalidCredentials());

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(Optional.of(ada.id()), Reason.SUSPENDED));
    }

    @Test
    void writesNothingDownOfAnAccountThatIsDeletedWhileAWrongPasswordIsChecked() {
        fakes.passwordHasher().during(() -> fakes.users().remove(ada.id()));

        assertThat(signIn(ADA, WRONG)).isEqualTo(new Result.InvalidCredentials());

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(Optional.empty(), Reason.UNKNOWN_ADDRESS));
    }

    @Test
    void refusesAPasswordThatIsReplacedWhileItIsChecked() {
        fakes.passwordHasher().during(() -> fakes.users().setPassword(ada.id(), PasswordHash.of("$fake$another")));

        assertThat(signIn(ADA, PASSWORD)).isEqualTo(new Result.InvalidCredentials());

        assertThat(fakes.sessions().all()).hasSize(1);
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(Optional.of(ada.id()), Reason.WRONG_PASSWORD));
    }

    @Test
    void renewsAHashThatWasMadeAtAnotherCost() {
        fakes.passwordHasher().changeCost("dearer");

        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);

        assertThat(hash()).startsWith("$dearer$");
        int workBefore = fakes.passwordHasher().work();
        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);
        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore + 1);
    }

    @Test
    void succeedsThoughAnotherSignInRenewedTheHashWhileThisOneWasChecked() {
        fakes.passwordHasher()
                .during(() -> fakes.users().setPassword(ada.id(), PasswordHash.of("$dearer$" + PASSWORD.reveal())));

        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);
    }

    @Test
    void doesNotRenewTheHashOfAWrongPassword() {
        fakes.passwordHasher().changeCost("dearer");

        signIn(ADA, WRONG);

        assertThat(hash()).startsWith("$fake$");
    }

    private String hash() {
        return fakes.users().credentials(ADA).orElseThrow().passwordHash().reveal();
    }

    @Test
    void disablesThePasswordAtTheHundredthFailureInARowAndTellsTheOwnerOnce() {
        fail(ConsecutiveFailures.MOST - 1);
        assertThat(mails("password-disabled")).isEmpty();

        fail(1);

        assertThat(mails("password-disabled"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.to()).isEqualTo(ADA));
        assertThat(fakes.auditTrail().events()).last().isEqualTo(new AuditEvent.PasswordDisabled(ada.id()));
        assertThat(signIn(ADA, PASSWORD)).isEqualTo(new Result.InvalidCredentials());
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(Optional.of(ada.id()), Reason.PASSWORD_DISABLED));
        fail(ConsecutiveFailures.MOST);
        assertThat(mails("password-disabled")).hasSize(1);
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        fail(ConsecutiveFailures.MOST - 1);
        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);

        fail(ConsecutiveFailures.MOST - 1);

        assertThat(signIn(ADA, PASSWORD)).isInstanceOf(Result.Succeeded.class);
        assertThat(mails("password-disabled")).isEmpty();
    }

    @Test
    void doesNotCountTheRightPasswordOfASuspendedAccount() {
        fakes.users().suspend(ada.id());

        signIn(ADA, PASSWORD);

        assertThat(fakes.users().credentials(ADA).orElseThrow().failures().count())
                .isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            signIn(ADA, WRONG);
        }
    }

    private List<Mail> mails(String kind) {
        return fakes.mailQueue().waiting().stream()
                .filter(mail -> mail.kind().equals(kind))
                .toList();
    }

    @Test
    void remembersTheClientsNetworkOnlyOfThoseWhoSignedIn() {
        Client home = new Client(ClientAddress.of("198.51.100.1"), "curl/8.5");
        Client elsewhere = new Client(ClientAddress.of("192.0.2.1"), "curl/8.5");

        signIn(ADA, PASSWORD, home);
        signIn(ADA, WRONG, elsewhere);

        assertThat(isKnown(home)).isTrue();
        assertThat(isKnown(elsewhere)).isFalse();
    }

    private boolean isKnown(Client client) {
        return new ClientMemory(fakes.ports().knownClients(), fakes.ports().secretDigests()).recognises(ADA, client);
    }

    private Result signIn(EmailAddress email, Password password) {
        return signIn(email, password, CLIENT);
    }

    private Result signIn(EmailAddress email, Password password, Client client) {
        return fakes.sallyport().signIn().handle(new SignIn.Command(email, password, client));
    }
}
