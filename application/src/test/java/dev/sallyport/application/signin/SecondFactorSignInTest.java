package dev.sallyport.application.signin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.secondfactor.Challenges;
import dev.sallyport.application.secondfactor.RemoveSecondFactor;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.AnswerSecondFactor.Result;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.testing.Authenticator;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorSignInTest {
    private static final Password CHOSEN = Password.of("thirteen kettles by the harbour");
    private static final RecoveryCode NEVER_HANDED_OUT = RecoveryCode.of("ZZZZZZZZZZZZZZZZ");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn ada = journey.signedIn(ADA);
    private final Authenticator authenticator = Authenticator.enrolledBy(fakes, ada);

    @BeforeEach
    void anHourLater() {
        fakes.clock().advance(Duration.ofHours(1));
    }

    @Test
    void asksForTheSecondFactorInsteadOfSigningIn() {
        Challenges.Asked asked = ask();

        assertThat(asked.kinds()).containsExactly(FactorKind.TOTP, FactorKind.RECOVERY_CODE);
        assertThat(asked.lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(liveSessions()).isEqualTo(1);
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SecondFactorAsked(ada.user().id()));
    }

    @Test
    void asksAQuestionThatCanBeAnsweredThoughTheHashIsRenewedByTwoAtOnce() {
        fakes.passwordHasher().during(() -> {
            fakes.passwordHasher().during(() -> {});
            fakes.passwordHasher().changeCost("dearer");
            journey.signIn(ADA, PASSWORD);
            fakes.passwordHasher().changeCost("dearest");
        });

        assertThat(answer(ask(), authenticator.code())).isInstanceOf(Result.Succeeded.class);
    }

    @Test
    void asksNobodyWhoGaveAWrongPassword() {
        assertThat(journey.signIn(ADA, CHOSEN)).isEqualTo(new SignIn.Result.InvalidCredentials());
    }

    @Test
    void signsInByTheCodeThatTheAuthenticatorShows() {
        Result result = answer(ask(), authenticator.code());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Succeeded.class,
                        succeeded -> assertThat(journey.caller(succeeded.signedIn())
                                        .claims()
                                        .methods())
                                .containsExactlyInAnyOrder(
                                        AuthenticationMethod.PASSWORD,
                                        AuthenticationMethod.ONE_TIME_PASSWORD,
                                        AuthenticationMethod.MULTIPLE_FACTORS));
        assertThat(fakes.rateLimits().charged())
                .doesNotContain(Charge.secondFactor(ada.user().id()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void acceptsAClockThatIsOneStepOff(int steps) {
        assertThat(answer(ask(), authenticator.code(steps))).isInstanceOf(Result.Succeeded.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void acceptsNoClockThatIsTwoStepsOff(int steps) {
        assertThat(answer(ask(), authenticator.code(steps))).isEqualTo(new Result.WrongCode());
    }

    @Test
    void acceptsACodeUntilTheLastMomentOfItsDrift() {
        TotpCode code = authenticator.code();
        fakes.clock().advance(Duration.ofSeconds(59).plusMillis(999));
        assertThat(answer(ask(), code)).isInstanceOf(Result.Succeeded.class);

        TotpCode another = authenticator.nextCode();
        fakes.clock().advance(Duration.ofMinutes(1));
        assertThat(answer(ask(), another)).isEqualTo(new Result.WrongCode());
    }

    @Test
    void acceptsNoCodeTwiceNorOneBeforeIt() {
        TotpCode before = authenticator.code(-1);
        TotpCode code = authenticator.code();
        assertThat(answer(ask(), code)).isInstanceOf(Result.Succeeded.class);

        assertThat(answer(ask(), code)).isEqualTo(new Result.WrongCode());
        assertThat(answer(ask(), before)).isEqualTo(new Result.WrongCode());
        assertThat(answer(ask(), authenticator.nextCode())).isInstanceOf(Result.Succeeded.class);
    }

    @Test
    void acceptsNoCodeTwiceThoughTheClockIsSetBack() {
        TotpCode code = authenticator.code();
        assertThat(answer(ask(), code)).isInstanceOf(Result.Succeeded.class);

        fakes.clock().advance(Duration.ofMinutes(-2));
        assertThat(answer(ask(), code)).isEqualTo(new Result.WrongCode());
        assertThat(answer(ask(), authenticator.code())).isEqualTo(new Result.WrongCode());

        fakes.clock().advance(Duration.ofMinutes(2));
        assertThat(answer(ask(), authenticator.nextCode())).isInstanceOf(Result.Succeeded.class);
    }

    @Test
    void signsInByARecoveryCodeOnceAndTellsTheOwner() {
        RecoveryCode code = authenticator.recoveryCodes().getFirst();

        assertThat(answer(ask(), code))
                .isInstanceOfSatisfying(
                        Result.Succeeded.class,
                        succeeded -> assertThat(journey.caller(succeeded.signedIn())
                                        .claims()
                                        .methods())
                                .containsExactlyInAnyOrder(
                                        AuthenticationMethod.PASSWORD, AuthenticationMethod.MULTIPLE_FACTORS));

        assertThat(fakes.mailQueue().last("recovery-code-used").content().text())
                .isEqualTo("9");
        assertThat(fakes.auditTrail().events())
                .contains(new AuditEvent.RecoveryCodeUsed(ada.user().id(), 9));
        assertThat(answer(ask(), code)).isEqualTo(new Result.WrongCode());
    }

    @Test
    void tellsTheOwnerThatFewRecoveryCodesAreLeft() {
        authenticator.recoveryCodes().stream().limit(7).forEach(code -> answer(ask(), code));

        assertThat(fakes.mailQueue().last("recovery-codes-low").content().text())
                .isEqualTo("3");
    }

    @Test
    void hashesARecoveryCodeWhetherOrNotThereIsOneLikeIt() {
        int before = fakes.passwordHasher().work();
        answer(ask(), NEVER_HANDED_OUT);
        int unknown = fakes.passwordHasher().work() - before;
        answer(ask(), authenticator.recoveryCodes().getFirst());

        assertThat(fakes.passwordHasher().work() - before - unknown).isEqualTo(unknown);
    }

    @Test
    void voidsAChallengeAfterFiveWrongCodes() {
        Challenges.Asked asked = ask();
        for (int i = 0; i < 5; i++) {
            assertThat(answer(asked, wrong())).isEqualTo(new Result.WrongCode());
        }

        assertThat(answer(asked, authenticator.code())).isEqualTo(new Result.InvalidChallenge());
        assertThat(answer(ask(), authenticator.code())).isInstanceOf(Result.Succeeded.class);
    }

    @Test
    void voidsAChallengeAfterFiveMinutes() {
        Challenges.Asked asked = ask();

        fakes.clock().advance(Duration.ofMinutes(5));

        assertThat(answer(asked, authenticator.code())).isEqualTo(new Result.InvalidChallenge());
    }

    @Test
    void takesAChallengeOnce() {
        Challenges.Asked asked = ask();
        assertThat(answer(asked, authenticator.code())).isInstanceOf(Result.Succeeded.class);

        assertThat(answer(asked, authenticator.nextCode())).isEqualTo(new Result.InvalidChallenge());
    }

    @Test
    void letsOneOfManyIn() {
        Challenges.Asked asked = ask();
        TotpCode code = authenticator.code();

        List<Result> results = Concurrently.times(50, i -> answer(asked, code));

        assertThat(results).filteredOn(Result.Succeeded.class::isInstance).hasSize(1);
        assertThat(liveSessions()).isEqualTo(2);
    }

    @Test
    void letsOneOfManyChallengesInByTheSameCode() {
        List<Challenges.Asked> asked =
                IntStream.range(0, 10).mapToObj(i -> ask()).toList();
        TotpCode code = authenticator.code();

        assertThat(asked.stream().map(challenge -> answer(challenge, code)).toList())
                .filteredOn(Result.Succeeded.class::isInstance)
                .hasSize(1);
    }

    @Test
    void isVoidOnceTheAccountIsSuspended() {
        Challenges.Asked asked = ask();

        fakes.users().suspend(ada.user().id());

        assertThat(answer(asked, authenticator.code())).isEqualTo(new Result.InvalidChallenge());
    }

    @Test
    void isVoidOnceThePasswordIsAnother() {
        Challenges.Asked asked = ask();

        journey.forgot(ADA);
        fakes.sallyport()
                .resetPassword()
                .handle(new ResetPassword.Command(journey.linkIn("reset-password"), CHOSEN, CLIENT));

        assertThat(answer(asked, authenticator.code())).isEqualTo(new Result.InvalidChallenge());
    }

    @Test
    void isVoidOnceTheFactorIsRemoved() {
        Challenges.Asked asked = ask();
        TotpCode code = authenticator.code();

        fakes.sallyport()
                .removeSecondFactor()
                .handle(new RemoveSecondFactor.Command(
                        journey.caller(refreshed()), Evidence.of(PASSWORD, authenticator.code()), CLIENT));

        assertThat(answer(asked, code)).isEqualTo(new Result.InvalidChallenge());
        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void asksStillAfterAPasswordReset() {
        journey.forgot(ADA);
        fakes.sallyport()
                .resetPassword()
                .handle(new ResetPassword.Command(journey.linkIn("reset-password"), CHOSEN, CLIENT));

        assertThat(journey.signIn(ADA, CHOSEN)).isInstanceOf(SignIn.Result.SecondFactorRequired.class);
    }

    @Test
    void isNoTokenOfAnyKind() {
        LinkToken challenge = ask().challenge();

        assertThat(fakes.sallyport()
                        .authenticate()
                        .handle(new Authenticate.Command(AccessToken.of(challenge.reveal()))))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.sallyport().resetPassword().handle(new ResetPassword.Command(challenge, CHOSEN, CLIENT)))
                .isEqualTo(new ResetPassword.Result.InvalidLink());
    }

    @Test
    void isAskedForByNobodyElsesChallenge() {
        EmailAddress grace = EmailAddress.of("grace@example.com");
        Authenticator hers = Authenticator.enrolledBy(fakes, journey.signedIn(grace));
        hers.nextCode();

        assertThat(answer(ask(), hers.code())).isEqualTo(new Result.WrongCode());
    }

    @Test
    void countsWrongCodesByAccountHoweverOftenSignInIsBegunAnew() {
        for (int i = 0; i < 4; i++) {
            answer(ask(), wrong());
        }

        assertThat(fakes.rateLimits().charged())
                .filteredOn(Charge.secondFactor(ada.user().id())::equals)
                .hasSize(4);
        fakes.rateLimits().exhaust(Limit.CODE_PER_CHALLENGE);
        assertThat(answer(ask(), authenticator.code())).isInstanceOf(Result.Limited.class);
    }

    @Test
    void disablesThePasswordAfterAHundredWrongCodesAndTellsTheOwnerOnce() {
        for (int i = 0; i < ConsecutiveFailures.MOST; i++) {
            answer(ask(), wrong());
        }

        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(fakes.mailQueue().waiting())
                .extracting(Mail::kind)
                .filteredOn("password-disabled"::equals)
                .hasSize(1);
    }

    @Test
    void forgetsWrongCodesAfterARightOne() {
        for (int i = 0; i < ConsecutiveFailures.MOST - 1; i++) {
            answer(ask(), wrong());
        }
        answer(ask(), authenticator.code());
        answer(ask(), wrong());

        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.SecondFactorRequired.class);
    }

    private Challenges.Asked ask() {
        if (journey.signIn(ADA, PASSWORD) instanceof SignIn.Result.SecondFactorRequired(var asked)) {
            return asked;
        }
        throw new AssertionError("nobody asked for the second factor");
    }

    private Result answer(Challenges.Asked asked, FactorAnswer answer) {
        return fakes.sallyport()
                .answerSecondFactor()
                .handle(new AnswerSecondFactor.Command(asked.challenge(), answer, CLIENT));
    }

    private TotpCode wrong() {
        return authenticator.code(500);
    }

    private long liveSessions() {
        return fakes.sessions().of(ada.user().id(), null, 100).size();
    }

    private SignedIn refreshed() {
        var result = fakes.sallyport().refreshSession().handle(new RefreshSession.Command(ada.refreshToken(), CLIENT));
        if (result instanceof RefreshSession.Result.Refreshed(var signedIn)) {
            return signedIn;
        }
        throw new AssertionError(result);
    }
}
