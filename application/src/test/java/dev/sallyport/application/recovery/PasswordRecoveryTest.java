package dev.sallyport.application.recovery;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.secret.LinkToken;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordRecoveryTest {
    private static final Password CHOSEN = Password.of("marmalade over the northern bridge");
    private static final EmailAddress NOBODY = EmailAddress.of("nobody@example.com");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn signedIn = journey.signedIn(ADA);
    private final User ada = signedIn.user();

    @Test
    void mailsALinkThatSetsANewPassword() {
        journey.forgot(ADA);

        assertThat(reset(journey.linkIn("reset-password"))).isEqualTo(new ResetPassword.Result.Reset());

        assertThat(journey.signIn(ADA, CHOSEN)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
    }

    @Test
    void looksNoAccountUpWhileItIsAsked() {
        int mailsBefore = fakes.mailQueue().waiting().size();

        assertThat(request(ADA)).isEqualTo(request(NOBODY));

        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
        assertThat(fakes.recoveryRequests().waiting())
                .extracting(waiting -> waiting.email())
                .containsExactly(ADA, NOBODY);
    }

    @Test
    void mailsNothingAndWritesNothingDownWhereThereIsNoAccount() {
        int mailsBefore = fakes.mailQueue().waiting().size();
        int eventsBefore = fakes.auditTrail().events().size();

        journey.forgot(NOBODY);

        assertThat(fakes.recoveryRequests().waiting()).isEmpty();
        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
        assertThat(fakes.auditTrail().events()).hasSize(eventsBefore);
    }

    @Test
    void mailsNothingToASuspendedAccount() {
        fakes.users().suspend(ada.id());
        int mailsBefore = fakes.mailQueue().waiting().size();

        journey.forgot(ADA);

        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
        assertThat(fakes.auditTrail().events()).last().isEqualTo(new AuditEvent.PasswordResetWithheld(ada.id()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"API_PER_IP", "FORGOT_PER_IP", "MAIL_PER_ADDRESS"})
    void isLimitedWhetherTheAccountExistsOrNot(Limit limit) {
        fakes.rateLimits().exhaust(limit);

        assertThat(request(ADA)).isInstanceOf(RequestPasswordReset.Result.Limited.class);
        assertThat(request(NOBODY)).isInstanceOf(RequestPasswordReset.Result.Limited.class);

        assertThat(fakes.recoveryRequests().waiting()).isEmpty();
    }

    @Test
    void hasABudgetOfItsOwnSoThatOtherMailsCannotKeepTheOwnerOut() {
        request(ADA);

        assertThat(fakes.rateLimits().charged())
                .contains(Charge.recoveryMailPerAddress(ADA))
                .filteredOn(charge -> charge.equals(Charge.mailPerAddress(ADA)))
                .as("only the registration's")
                .hasSize(1);
    }

    @Test
    void endsEverySessionAtOnceAndTellsTheOwner() {
        journey.forgot(ADA);

        reset(journey.linkIn("reset-password"));

        assertThat(fakes.sessions().active(signedIn.session())).isEmpty();
        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(signedIn.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("password-changed");
        assertThat(fakes.mailQueue().last().to()).isEqualTo(ADA);
        assertThat(fakes.auditTrail().events()).last().isEqualTo(new AuditEvent.PasswordReset(ada.id(), 1));
    }

    @Test
    void acceptsAPasswordAgainThatTooManyFailuresHadDisabled() {
        for (int i = 0; i < ConsecutiveFailures.MOST; i++) {
            journey.signIn(ADA, Password.of("some other long password"));
        }
        journey.forgot(ADA);

        reset(journey.linkIn("reset-password"));

        assertThat(journey.signIn(ADA, CHOSEN)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void acceptsALinkOnce() {
        journey.forgot(ADA);
        LinkToken link = journey.linkIn("reset-password");
        reset(link);

        assertThat(reset(link)).isEqualTo(new ResetPassword.Result.InvalidLink());
    }

    @Test
    void acceptsOnlyTheNewestLink() {
        journey.forgot(ADA);
        LinkToken old = journey.linkIn("reset-password");
        journey.forgot(ADA);

        assertThat(reset(old)).isEqualTo(new ResetPassword.Result.InvalidLink());
        assertThat(reset(journey.linkIn("reset-password"))).isEqualTo(new ResetPassword.Result.Reset());
    }

    @Test
    void acceptsALinkUntilItExpiresAndNotInThatVeryInstant() {
        journey.forgot(ADA);
        LinkToken link = journey.linkIn("reset-password");
        fakes.clock().advance(Fakes.POLICIES.recovery().linkLifetime());

        assertThat(reset(link)).isEqualTo(new ResetPassword.Result.InvalidLink());

        journey.forgot(ADA);
        fakes.clock().advance(Fakes.POLICIES.recovery().linkLifetime().minus(Duration.ofMillis(1)));
        assertThat(reset(journey.linkIn("reset-password"))).isEqualTo(new ResetPassword.Result.Reset());
    }

    @Test
    void refusesALinkOfAnAccountThatWasSuspendedSince() {
        journey.forgot(ADA);
        fakes.users().suspend(ada.id());

        assertThat(reset(journey.linkIn("reset-password"))).isEqualTo(new ResetPassword.Result.InvalidLink());
    }

    @Test
    void refusesALinkThatIsVoidedWhileThePasswordIsHashed() {
        journey.forgot(ADA);
        LinkToken link = journey.linkIn("reset-password");
        fakes.breachedPasswords().during(() -> fakes.ports().passwordResets().withdraw(ada.id()));

        assertThat(reset(link)).isEqualTo(new ResetPassword.Result.InvalidLink());

        assertThat(fakes.sessions().active(signedIn.session())).isPresent();
        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void doesNoWorkForALinkThatIsNone() {
        int workBefore = fakes.passwordHasher().work();

        assertThat(reset(LinkToken.of("x".repeat(43)))).isEqualTo(new ResetPassword.Result.InvalidLink());

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore);
    }

    @Test
    void keepsTheLinkWhereThePasswordMustNotBeChosen() {
        journey.forgot(ADA);
        LinkToken link = journey.linkIn("reset-password");

        assertThat(reset(link, Password.of("short")))
                .isEqualTo(new ResetPassword.Result.PasswordRefused(Set.of(Refusal.TOO_SHORT)));
        assertThat(reset(link, Password.of("ada@example.com")))
                .isEqualTo(new ResetPassword.Result.PasswordRefused(Set.of(Refusal.CONTAINS_ADDRESS)));
        fakes.breachedPasswords().learn(CHOSEN);
        assertThat(reset(link, CHOSEN)).isEqualTo(new ResetPassword.Result.PasswordRefused(Set.of(Refusal.BREACHED)));

        assertThat(reset(link, Password.of("thirteen kettles by the harbour")))
                .isEqualTo(new ResetPassword.Result.Reset());
    }

    @Test
    void isNoWayInByAnotherKindOfLink() {
        journey.register(EmailAddress.of("grace@example.com"));

        assertThat(reset(journey.mailedToken())).isEqualTo(new ResetPassword.Result.InvalidLink());
    }

    @Test
    void neitherRemovesNorSkipsASecondFactor() {
        journey.forgot(ADA);
        fakes.users().setSecondFactor(ada.id(), true);

        assertThat(reset(journey.linkIn("reset-password"))).isEqualTo(new ResetPassword.Result.Reset());

        assertThat(fakes.users().all()).extracting(User::twoFactorEnabled).containsExactly(true);
        assertThat(fakes.sessions().of(ada.id(), null, 10)).isEmpty();
    }

    @Test
    void answersRequestsInTheirOrderAndInBatches() {
        List.of(ADA, NOBODY, ADA).forEach(this::request);

        var first = fakes.sallyport().answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(2));
        var second = fakes.sallyport().answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(2));

        assertThat(first).isEqualTo(new AnswerRecoveryRequests.Result(2));
        assertThat(second).isEqualTo(new AnswerRecoveryRequests.Result(1));
    }

    private RequestPasswordReset.Result request(EmailAddress email) {
        return fakes.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(email, CLIENT));
    }

    private ResetPassword.Result reset(LinkToken link) {
        return reset(link, CHOSEN);
    }

    private ResetPassword.Result reset(LinkToken link, Password chosen) {
        return fakes.sallyport().resetPassword().handle(new ResetPassword.Command(link, chosen, CLIENT));
    }
}
