package dev.sallyport.application.signin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.ChangePassword;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.StepUp.Result;
import dev.sallyport.application.testing.Authenticator;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepUpTest {
    private static final Password CHOSEN = Password.of("thirteen kettles by the harbour");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn ada = journey.signedIn(ADA);

    @BeforeEach
    void aWhileLater() {
        fakes.clock().advance(Duration.ofMinutes(10));
    }

    @Test
    void renewsTheTimeOfTheSameSession() {
        Result result = stepUp(caller(), PASSWORD, Optional.empty());

        assertThat(result).isInstanceOfSatisfying(Result.SteppedUp.class, stepped -> {
            AccessClaims claims = journey.caller(stepped.signedIn()).claims();
            assertThat(claims.sessionId()).isEqualTo(ada.session());
            assertThat(claims.authenticatedAt()).isEqualTo(fakes.clock().instant());
        });
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SteppedUp(ada.user().id(), ada.session()));
    }

    @Test
    void makesAPasswordInTheBodyNeedlessForAWhile() {
        assertThat(changePassword(caller()))
                .isEqualTo(new ChangePassword.Result.Refused(new Refusal.ProofRequired(false)));
        VerifiedAccessToken stepped = journey.caller(steppedUp(Optional.empty()));
        fakes.clock().advance(Duration.ofMinutes(5).minusMillis(1));

        assertThat(changePassword(stepped)).isEqualTo(new ChangePassword.Result.Changed());
    }

    @Test
    void lastsNoLongerThanThat() {
        VerifiedAccessToken stepped = journey.caller(steppedUp(Optional.empty()));
        fakes.clock().advance(Duration.ofMinutes(5));

        assertThat(changePassword(stepped))
                .isEqualTo(new ChangePassword.Result.Refused(new Refusal.ProofRequired(false)));
    }

    @Test
    void leavesTheRefreshTokenGood() {
        SignedIn stepped = steppedUp(Optional.empty());

        assertThat(stepped.refreshToken().reveal()).isEqualTo(ada.refreshToken().reveal());
        assertThat(fakes.sallyport().refreshSession().handle(new RefreshSession.Command(ada.refreshToken(), CLIENT)))
                .isInstanceOfSatisfying(
                        RefreshSession.Result.Refreshed.class,
                        refreshed -> assertThat(journey.caller(refreshed.signedIn())
                                        .claims()
                                        .authenticatedAt())
                                .isEqualTo(fakes.clock().instant()));
    }

    @Test
    void refusesAWrongPassword() {
        assertThat(stepUp(caller(), CHOSEN, Optional.empty()))
                .isEqualTo(new Result.Refused(new Refusal.WrongPassword()));
    }

    @Test
    void asksForTheCodeWhereThereIsASecondFactorThoughItWasProvenAMomentAgo() {
        Authenticator authenticator = enrolled();

        assertThat(stepUp(caller(), PASSWORD, Optional.empty()))
                .isEqualTo(new Result.Refused(new Refusal.ProofRequired(true)));
        SignedIn stepped = steppedUp(Optional.of(authenticator.nextCode()));
        assertThat(journey.caller(stepped).claims().methods())
                .containsExactlyInAnyOrder(
                        AuthenticationMethod.PASSWORD,
                        AuthenticationMethod.ONE_TIME_PASSWORD,
                        AuthenticationMethod.MULTIPLE_FACTORS);
        assertThat(stepUp(journey.caller(stepped), PASSWORD, Optional.empty()))
                .isEqualTo(new Result.Refused(new Refusal.ProofRequired(true)));
    }

    @Test
    void takesNoCodeTwice() {
        Authenticator authenticator = enrolled();
        FactorAnswer code = authenticator.nextCode();
        steppedUp(Optional.of(code));

        assertThat(stepUp(caller(), PASSWORD, Optional.of(code)))
                .isEqualTo(new Result.Refused(new Refusal.WrongCode()));
    }

    @Test
    void isNotMadeNeedlessByAPasswordAloneWhereThereIsASecondFactor() {
        VerifiedAccessToken byPassword = journey.caller(steppedUp(Optional.empty()));
        enrolled();

        assertThat(changePassword(byPassword))
                .isEqualTo(new ChangePassword.Result.Refused(new Refusal.ProofRequired(true)));
    }

    private Authenticator enrolled() {
        return Authenticator.enrolledBy(fakes, ada);
    }

    private VerifiedAccessToken caller() {
        return journey.caller(ada);
    }

    private SignedIn steppedUp(Optional<FactorAnswer> code) {
        if (stepUp(caller(), PASSWORD, code) instanceof Result.SteppedUp(var signedIn)) {
            return signedIn;
        }
        throw new AssertionError("refused");
    }

    private Result stepUp(VerifiedAccessToken caller, Password password, Optional<FactorAnswer> code) {
        return fakes.sallyport().stepUp().handle(new StepUp.Command(caller, password, code, CLIENT));
    }

    private ChangePassword.Result changePassword(VerifiedAccessToken caller) {
        return fakes.sallyport()
                .changePassword()
                .handle(new ChangePassword.Command(caller, Evidence.NONE, CHOSEN, CLIENT));
    }
}
