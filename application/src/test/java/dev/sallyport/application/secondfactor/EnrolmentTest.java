package dev.sallyport.application.secondfactor;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Authenticator;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final Password WRONG = Password.of("some other long password");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn ada = journey.signedIn(ADA);
    private final VerifiedAccessToken caller = journey.caller(ada);

    @Test
    void givesASeedInThreeForms() {
        EnrolTotp.Result.Enrolled enrolled = enrol();

        String expected = "otpauth://totp/Sallyport:ada%40example.com?secret="
                + enrolled.seed().reveal() + "&issuer=Sallyport&algorithm=SHA1&digits=6&period=30";
        assertThat(enrolled.uri().reveal()).isEqualTo(expected);
        assertThat(enrolled.qrCode().toBytes()).asString().isEqualTo(expected);
    }

    @Test
    void countsForNothingUntilItIsConfirmed() {
        enrol();

        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(fakes.users().all()).extracting(User::twoFactorEnabled).containsExactly(false);
    }

    @Test
    void isOnOnceAnAuthenticatorShowsTheRightCode() {
        TotpCode code = Authenticator.with(fakes, enrol().seed()).code();

        ConfirmTotp.Result result = confirm(code);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ConfirmTotp.Result.Confirmed.class,
                        confirmed -> assertThat(new HashSet<>(revealed(confirmed.recoveryCodes())))
                                .hasSize(10));
        assertThat(fakes.users().all()).extracting(User::twoFactorEnabled).containsExactly(true);
        assertThat(fakes.auditTrail().events())
                .contains(new AuditEvent.SecondFactorAdded(ada.user().id(), ada.session(), FactorKind.TOTP));
        assertThat(fakes.mailQueue().waiting()).extracting(Mail::kind).contains("second-factor-added");
    }

    @Test
    void hasTheCodeThatConfirmedItSpent() {
        TotpCode code = Authenticator.with(fakes, enrol().seed()).code();
        confirm(code);
        fakes.clock().advance(Duration.ofMinutes(6));
        fakes.clock().advance(Duration.ofMinutes(-6));

        assertThat(fakes.ports().secondFactors().of(ada.user().id()).totp())
                .hasValueSatisfying(totp -> assertThat(totp.spentStep())
                        .isEqualTo(totp.parameters().stepAt(fakes.clock().instant())));
    }

    @Test
    void endsEveryOtherSessionAndRaisesThisOne() {
        SignedIn elsewhere = signIn();
        Authenticator.enrolledBy(fakes, ada);

        assertThat(refresh(elsewhere)).isEqualTo(new RefreshSession.Result.Rejected());
        assertThat(refresh(ada))
                .isInstanceOfSatisfying(
                        RefreshSession.Result.Refreshed.class,
                        refreshed -> assertThat(journey.caller(refreshed.signedIn())
                                        .claims()
                                        .methods())
                                .contains(AuthenticationMethod.MULTIPLE_FACTORS));
    }

    @Test
    void isNotTurnedOnBySomebodyWhoseSessionEndsMeanwhile() {
        TotpCode code = Authenticator.with(fakes, enrol().seed()).code();
        fakes.passwordHasher().during(() -> fakes.sessions().endAll(ada.user().id()));

        assertThat(confirm(code)).isEqualTo(new ConfirmTotp.Result.SignedOut());
        assertThat(fakes.users().all()).extracting(User::twoFactorEnabled).containsExactly(false);
    }

    @Test
    void isNotTurnedOnBySomebodyWhosePasswordChangesMeanwhile() {
        TotpCode code = Authenticator.with(fakes, enrol().seed()).code();
        fakes.passwordHasher()
                .during(() -> fakes.users().setPassword(ada.user().id(), PasswordHash.of("$fake$another")));

        assertThat(confirm(code)).isEqualTo(new ConfirmTotp.Result.SignedOut());
        assertThat(fakes.users().all()).extracting(User::twoFactorEnabled).containsExactly(false);
    }

    @Test
    void hasABudgetOfItsOwn() {
        fakes.rateLimits().exhaust(Limit.CODE_PER_CHALLENGE);

        assertThat(enrolBy(Evidence.of(PASSWORD)))
                .isInstanceOfSatisfying(
                        EnrolTotp.Result.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(Refusal.Limited.class));
    }

    @Test
    void isVoidedByANewOne() {
        TotpCode old = Authenticator.with(fakes, enrol().seed()).code();
        enrol();

        assertThat(confirm(old)).isEqualTo(new ConfirmTotp.Result.WrongCode());
    }

    @Test
    void isVoidAfterTenMinutesOrFiveWrongCodes() {
        Authenticator late = Authenticator.with(fakes, enrol().seed());
        fakes.clock().advance(Duration.ofMinutes(10));
        assertThat(confirm(late.code())).isEqualTo(new ConfirmTotp.Result.NothingToConfirm());

        var enrolled =
                fakes.sallyport().enrolTotp().handle(new EnrolTotp.Command(caller, Evidence.of(PASSWORD), CLIENT));
        Authenticator guessed = Authenticator.with(fakes, ((EnrolTotp.Result.Enrolled) enrolled).seed());
        for (int i = 0; i < 5; i++) {
            assertThat(confirm(guessed.code(500))).isEqualTo(new ConfirmTotp.Result.WrongCode());
        }
        assertThat(confirm(guessed.code())).isEqualTo(new ConfirmTotp.Result.NothingToConfirm());
    }

    @Test
    void isConfirmedByOneOfMany() {
        TotpCode code = Authenticator.with(fakes, enrol().seed()).code();

        assertThat(Concurrently.times(4, i -> confirm(code)))
                .filteredOn(ConfirmTotp.Result.Confirmed.class::isInstance)
                .hasSize(1);
    }

    @Test
    void needsNothingConfirmedThatWasNeverEnrolled() {
        assertThat(confirm(TotpCode.of("123456"))).isEqualTo(new ConfirmTotp.Result.NothingToConfirm());
    }

    @Test
    void takesThePasswordUnlessItWasProvenAMomentAgo() {
        fakes.clock().advance(Duration.ofMinutes(5));

        assertThat(enrolBy(Evidence.NONE)).isEqualTo(new EnrolTotp.Result.Refused(new Refusal.ProofRequired(false)));
        assertThat(enrolBy(Evidence.of(WRONG))).isEqualTo(new EnrolTotp.Result.Refused(new Refusal.WrongPassword()));
        assertThat(enrolBy(Evidence.of(PASSWORD))).isInstanceOf(EnrolTotp.Result.Enrolled.class);
    }

    @Test
    void isRefusedToWhoeverHasOne() {
        Authenticator.enrolledBy(fakes, ada);
        VerifiedAccessToken raised = journey.caller(refreshed());

        assertThat(fakes.sallyport().enrolTotp().handle(new EnrolTotp.Command(raised, Evidence.NONE, CLIENT)))
                .isEqualTo(new EnrolTotp.Result.AlreadyEnrolled());
    }

    @Test
    void isRemovedByPasswordAndCode() {
        Authenticator authenticator = Authenticator.enrolledBy(fakes, ada);
        fakes.clock().advance(Duration.ofMinutes(10));

        assertThat(remove(Evidence.of(PASSWORD)))
                .isEqualTo(new RemoveSecondFactor.Result.Refused(new Refusal.ProofRequired(true)));
        assertThat(remove(Evidence.of(PASSWORD, authenticator.code(500))))
                .isEqualTo(new RemoveSecondFactor.Result.Refused(new Refusal.WrongCode()));
        assertThat(remove(Evidence.of(WRONG, authenticator.code())))
                .isEqualTo(new RemoveSecondFactor.Result.Refused(new Refusal.WrongPassword()));
        assertThat(remove(Evidence.of(PASSWORD, authenticator.code())))
                .isEqualTo(new RemoveSecondFactor.Result.Removed());

        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(fakes.mailQueue().waiting()).extracting(Mail::kind).contains("second-factor-removed");
    }

    @Test
    void isRemovedByARecoveryCodeWhereTheAuthenticatorIsLost() {
        Authenticator authenticator = Authenticator.enrolledBy(fakes, ada);

        assertThat(remove(Evidence.of(PASSWORD, authenticator.recoveryCodes().getLast())))
                .isEqualTo(new RemoveSecondFactor.Result.Removed());
    }

    @Test
    void hasRecoveryCodesReplaced() {
        Authenticator authenticator = Authenticator.enrolledBy(fakes, ada);
        RecoveryCode old = authenticator.recoveryCodes().getFirst();

        var renewed = fakes.sallyport()
                .renewRecoveryCodes()
                .handle(new RenewRecoveryCodes.Command(
                        journey.caller(refreshed()), Evidence.of(PASSWORD, authenticator.nextCode()), CLIENT));

        assertThat(renewed)
                .isInstanceOfSatisfying(
                        RenewRecoveryCodes.Result.Renewed.class,
                        result -> assertThat(revealed(result.recoveryCodes()))
                                .hasSize(10)
                                .doesNotContain(old.reveal()));
        assertThat(remove(Evidence.of(PASSWORD, old)))
                .isEqualTo(new RemoveSecondFactor.Result.Refused(new Refusal.WrongCode()));
        assertThat(fakes.mailQueue().waiting()).extracting(Mail::kind).contains("recovery-codes-renewed");
    }

    private EnrolTotp.Result.Enrolled enrol() {
        return (EnrolTotp.Result.Enrolled) enrolBy(Evidence.of(PASSWORD));
    }

    private EnrolTotp.Result enrolBy(Evidence evidence) {
        return fakes.sallyport().enrolTotp().handle(new EnrolTotp.Command(caller, evidence, CLIENT));
    }

    private ConfirmTotp.Result confirm(TotpCode code) {
        return fakes.sallyport().confirmTotp().handle(new ConfirmTotp.Command(caller, code, CLIENT));
    }

    private RemoveSecondFactor.Result remove(Evidence evidence) {
        return fakes.sallyport().removeSecondFactor().handle(new RemoveSecondFactor.Command(caller, evidence, CLIENT));
    }

    private static List<String> revealed(List<RecoveryCode> codes) {
        return codes.stream().map(RecoveryCode::reveal).toList();
    }

    private SignedIn signIn() {
        return ((SignIn.Result.Succeeded) journey.signIn(ADA, PASSWORD)).signedIn();
    }

    private RefreshSession.Result refresh(SignedIn session) {
        return fakes.sallyport().refreshSession().handle(new RefreshSession.Command(session.refreshToken(), CLIENT));
    }

    private SignedIn refreshed() {
        return ((RefreshSession.Result.Refreshed) refresh(ada)).signedIn();
    }
}
