package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.ChangePassword.Result;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangePasswordTest {
    private static final Password CHOSEN = Password.of("marmalade over the northern bridge");
    private static final Password WRONG = Password.of("some other long password");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn here = journey.signedIn(ADA);
    private final User ada = here.user();
    private final VerifiedAccessToken caller = journey.caller(here);

    @Test
    void setsTheNewPasswordInPlaceOfTheOldOne() {
        assertThat(change(PASSWORD, CHOSEN)).isEqualTo(new Result.Changed());

        assertThat(journey.signIn(ADA, CHOSEN)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
    }

    @Test
    void endsTheOtherSessionsAtOnceAndTellsTheOwner() {
        SignedIn elsewhere = ((SignIn.Result.Succeeded) journey.signIn(ADA, PASSWORD)).signedIn();

        change(PASSWORD, CHOSEN);

        assertThat(fakes.sessions().active(here.session())).isPresent();
        assertThat(fakes.sessions().active(elsewhere.session())).isEmpty();
        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(elsewhere.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("password-changed");
        assertThat(fakes.mailQueue().last().to()).isEqualTo(ADA);
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.PasswordChanged(ada.id(), here.session()));
    }

    @Test
    void floodsNobodysMailboxByChangingItAgainAndAgain() {
        fakes.rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);
        int mailsBefore = fakes.mailQueue().waiting().size();

        assertThat(change(PASSWORD, CHOSEN))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(Reauthentication.Refusal.Limited.class));

        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void voidsWhatWaits() {
        journey.forgot(ADA);
        fakes.sallyport()
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(
                        caller, EmailAddress.of("lovelace@example.com"), Evidence.of(PASSWORD), CLIENT));

        change(PASSWORD, CHOSEN);

        assertThat(fakes.sallyport()
                        .resetPassword()
                        .handle(new ResetPassword.Command(journey.linkIn("reset-password"), WRONG, CLIENT)))
                .isEqualTo(new ResetPassword.Result.InvalidLink());
        assertThat(fakes.ports()
                        .emailChanges()
                        .requested(ada.id(), fakes.clock().instant()))
                .isEmpty();
    }

    @Test
    void refusesAWrongPasswordAndCountsItLikeAtSignIn() {
        assertThat(change(WRONG, CHOSEN)).isEqualTo(new Result.Refused(new Reauthentication.Refusal.WrongPassword()));

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.PasswordRefused(ada.id(), here.session()));
        assertThat(fakes.rateLimits().charged())
                .extracting(charge -> charge.limit())
                .contains(Limit.LOGIN);
        for (int i = 1; i < ConsecutiveFailures.MOST; i++) {
            change(WRONG, CHOSEN);
        }
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("password-disabled");
        assertThat(change(PASSWORD, CHOSEN))
                .isEqualTo(new Result.Refused(new Reauthentication.Refusal.WrongPassword()));
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
    }

    @Test
    void forgivesFailuresOnceThePasswordIsRight() {
        for (int i = 1; i < ConsecutiveFailures.MOST; i++) {
            change(WRONG, CHOSEN);
        }

        change(PASSWORD, CHOSEN);

        assertThat(fakes.users().credentials(ADA).orElseThrow().failures().count())
                .isZero();
        assertThat(fakes.rateLimits().charged())
                .extracting(charge -> charge.limit())
                .filteredOn(Limit.LOGIN::equals)
                .hasSize(ConsecutiveFailures.MOST - 1);
    }

    @Test
    void costsTheClientWhatASignInCostsAlsoIfThePasswordIsRight() {
        for (int i = 0; i < 3; i++) {
            change(PASSWORD, Password.of("short"));
        }

        assertThat(fakes.rateLimits().charged())
                .filteredOn(Charge.loginPerIp(CLIENT.address())::equals)
                .hasSize(3);
    }

    @Test
    void refusesWhatMustNotBeChosenAndChangesNothing() {
        assertThat(change(PASSWORD, Password.of("short")))
                .isEqualTo(new Result.PasswordRefused(Set.of(Refusal.TOO_SHORT)));
        assertThat(change(PASSWORD, Password.of("ada@example.com")))
                .isEqualTo(new Result.PasswordRefused(Set.of(Refusal.CONTAINS_ADDRESS)));

        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void refusesASessionThatIsOver() {
        fakes.sessions().end(here.session());

        assertThat(change(PASSWORD, CHOSEN)).isEqualTo(new Result.Refused(new Reauthentication.Refusal.SignedOut()));
    }

    @Test
    void losesAgainstAResetThatHappensMeanwhile() {
        fakes.breachedPasswords().during(() -> fakes.users().setPassword(ada.id(), PasswordHash.of("$fake$by reset")));

        assertThat(change(PASSWORD, CHOSEN))
                .isEqualTo(new Result.Refused(new Reauthentication.Refusal.WrongPassword()));

        assertThat(fakes.users().credentials(ADA).orElseThrow().passwordHash().reveal())
                .isEqualTo("$fake$by reset");
    }

    @Test
    void losesAgainstWhoeverEndsTheSessionMeanwhile() {
        fakes.breachedPasswords().during(() -> fakes.sessions().end(here.session()));

        assertThat(change(PASSWORD, CHOSEN)).isEqualTo(new Result.Refused(new Reauthentication.Refusal.SignedOut()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"LOGIN", "LOGIN_PER_ACCOUNT", "LOGIN_PER_IP"})
    void isLimitedBeforeThePasswordIsChecked(Limit limit) {
        int workBefore = fakes.passwordHasher().work();
        fakes.rateLimits().exhaust(limit);

        assertThat(change(PASSWORD, CHOSEN))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(Reauthentication.Refusal.Limited.class));

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore);
    }

    private Result change(Password current, Password chosen) {
        return fakes.sallyport()
                .changePassword()
                .handle(new ChangePassword.Command(caller, Evidence.of(current), chosen, CLIENT));
    }
}
