package dev.sallyport.application.secondfactor;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Authenticator;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequiredSecondFactorTest {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");

    @Test
    void letsWhoeverHasNoneDoNothingButEnrolWhicheverWayTheyCame() {
        Fakes fakes = new Fakes(Fakes.requiring(Requirement.REQUIRED));
        Journey journey = new Journey(fakes);

        SignedIn registered = journey.signedIn(ADA);
        SignedIn signedIn = ((SignIn.Result.Succeeded) journey.signIn(ADA, PASSWORD)).signedIn();
        SignedIn refreshed = refreshed(fakes, signedIn);

        assertThat(authenticated(fakes, registered)).isInstanceOf(Authenticate.Result.MustEnrol.class);
        assertThat(authenticated(fakes, signedIn)).isInstanceOf(Authenticate.Result.MustEnrol.class);
        assertThat(authenticated(fakes, refreshed)).isInstanceOf(Authenticate.Result.MustEnrol.class);
    }

    @Test
    void letsThemDoEverythingOnceTheyHaveEnrolled() {
        Fakes fakes = new Fakes(Fakes.requiring(Requirement.REQUIRED));
        SignedIn ada = new Journey(fakes).signedIn(ADA);

        Authenticator.enrolledBy(fakes, ada);

        assertThat(authenticated(fakes, refreshed(fakes, ada))).isInstanceOf(Authenticate.Result.Authenticated.class);
    }

    @Test
    void isAskedOfAdministratorsAlone() {
        Fakes fakes = new Fakes(Fakes.requiring(Requirement.REQUIRED_FOR_ADMINS));
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        assertThat(authenticated(fakes, ada)).isInstanceOf(Authenticate.Result.Authenticated.class);

        fakes.users().changeRoles(ada.user().id(), Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        fakes.clock().advance(Duration.ofSeconds(1));

        assertThat(authenticated(fakes, ada)).isInstanceOf(Authenticate.Result.Rejected.class);
        SignedIn promoted = refreshed(fakes, ada);
        assertThat(authenticated(fakes, promoted)).isInstanceOf(Authenticate.Result.MustEnrol.class);
        assertThat(journey.caller(promoted).claims().permissions()).isEmpty();
        Authenticator.enrolledBy(fakes, promoted);
        assertThat(authenticated(fakes, refreshed(fakes, promoted)))
                .isInstanceOf(Authenticate.Result.Authenticated.class);
    }

    @Test
    void isTakenAwayByAnAdministratorWhoTheOwnerIsToldOf() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        VerifiedAccessToken administrator = administrator(fakes, journey);
        SignedIn ada = journey.signedIn(ADA);
        Authenticator.enrolledBy(fakes, ada);

        assertThat(reset(fakes, administrator, ada.user().id())).isEqualTo(new ResetSecondFactor.Result.Reset());

        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(fakes.sallyport().refreshSession().handle(new RefreshSession.Command(ada.refreshToken(), CLIENT)))
                .isEqualTo(new RefreshSession.Result.Rejected());
        assertThat(fakes.auditTrail().events())
                .contains(new AuditEvent.SecondFactorReset(
                        ada.user().id(),
                        new Author.Person(administrator.claims().userId()),
                        1));
        assertThat(fakes.mailQueue().waiting()).extracting(Mail::kind).contains("second-factor-reset");
    }

    @Test
    void isTakenAwayByNobodyElse() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        VerifiedAccessToken administrator = administrator(fakes, journey);
        SignedIn ada = journey.signedIn(ADA);

        assertThat(reset(fakes, journey.caller(ada), administrator.claims().userId()))
                .isEqualTo(new ResetSecondFactor.Result.Refused(new AccessRefusal.Forbidden()));
        assertThat(reset(fakes, administrator, new UserId(UUID.randomUUID())))
                .isEqualTo(new ResetSecondFactor.Result.Refused(new AccessRefusal.UnknownUser()));
        fakes.clock().advance(Duration.ofMinutes(5));
        assertThat(reset(fakes, administrator, ada.user().id()))
                .isEqualTo(new ResetSecondFactor.Result.Refused(
                        new AccessRefusal.NotProven(new Refusal.ProofRequired(false))));
    }

    private static VerifiedAccessToken administrator(Fakes fakes, Journey journey) {
        SignedIn grace = journey.signedIn(GRACE);
        fakes.users().changeRoles(grace.user().id(), Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        return journey.caller(refreshed(fakes, grace));
    }

    private static ResetSecondFactor.Result reset(Fakes fakes, VerifiedAccessToken caller, UserId user) {
        return fakes.sallyport()
                .resetSecondFactor()
                .handle(new ResetSecondFactor.Command(user, new Actor.Administrator(caller, CLIENT, Optional.empty())));
    }

    private static Authenticate.Result authenticated(Fakes fakes, SignedIn signedIn) {
        return fakes.sallyport().authenticate().handle(new Authenticate.Command(signedIn.accessToken()));
    }

    private static SignedIn refreshed(Fakes fakes, SignedIn signedIn) {
        var result =
                fakes.sallyport().refreshSession().handle(new RefreshSession.Command(signedIn.refreshToken(), CLIENT));
        return ((RefreshSession.Result.Refreshed) result).signedIn();
    }
}
