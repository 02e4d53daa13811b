package dev.sallyport.application.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens stop working when what they say is no longer so, without anybody asking the database. */
class RevocationsTest {
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final Duration MILLI = Duration.ofMillis(1);

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn ada = journey.signedIn(ADA);

    @Test
    void acceptsATokenUntilItIsHeardThatItsSessionEnded() {
        fakes.sessions().end(ada.session());
        assertThat(isAccepted(ada)).isTrue();

        fakes.followRevocations();

        assertThat(isAccepted(ada)).isFalse();
    }

    @Test
    void refusesTheTokensOfASuspendedUser() {
        fakes.users().suspend(ada.user().id());
        fakes.followRevocations();

        assertThat(isAccepted(ada)).isFalse();
    }

    @Test
    void refusesTokensThatListOtherRolesThanTheUserHasNow() {
        fakes.users().changeRoles(ada.user().id(), Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        fakes.followRevocations();

        assertThat(isAccepted(ada)).isFalse();
        assertThat(isAccepted(signIn())).isTrue();
        fakes.users().changeRoles(ada.user().id(), Set.of(BuiltInRoles.USER));
        fakes.followRevocations();
        assertThat(isAccepted(ada)).as("what it says is so again").isTrue();
    }

    @Test
    void refusesEverybodyOnceItHasNotHeardForTooLong() {
        Sallyport cutOff = new Sallyport(fakes.ports(), Fakes.POLICIES);
        assertThat(cutOff.isInformedOfRevocations()).isFalse();
        assertThatThrownBy(() -> isAccepted(cutOff, ada.accessToken()))
                .as("before it has heard anything")
                .isInstanceOf(ServiceUnavailable.class);

        follow(cutOff);
        fakes.clock().advance(POLICY.revocationMaxLag());
        assertThat(cutOff.isInformedOfRevocations()).isTrue();
        assertThat(isAccepted(cutOff, ada.accessToken())).isTrue();

        fakes.clock().advance(MILLI);
        assertThat(cutOff.isInformedOfRevocations()).isFalse();
        assertThatThrownBy(() -> isAccepted(cutOff, ada.accessToken())).isInstanceOf(ServiceUnavailable.class);
        assertThat(isAccepted(cutOff, AccessToken.of("forged")))
                .as("forged ones are refused as ever")
                .isFalse();
        follow(cutOff);
        assertThat(isAccepted(cutOff, ada.accessToken())).isTrue();
    }

    @Test
    void doesNotTrustAClockThatWentBack() {
        Sallyport cutOff = new Sallyport(fakes.ports(), Fakes.POLICIES);
        follow(cutOff);

        fakes.clock().advance(MILLI.negated());

        assertThatThrownBy(() -> isAccepted(cutOff, ada.accessToken())).isInstanceOf(ServiceUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60})
    void forgetsNothingForAClockThatWasWrongForAWhile(long minutes) {
        fakes.followRevocations();
        fakes.clock().advance(Duration.ofMinutes(Math.min(0, minutes)));
        fakes.followRevocations();
        fakes.sessions().end(ada.session());
        fakes.followRevocations();

        fakes.clock().advance(Duration.ofMinutes(Math.abs(minutes)));
        fakes.followRevocations();
        fakes.clock().advance(Duration.ofMinutes(Math.min(0, -minutes)));
        fakes.followRevocations();

        assertThat(isAccepted(ada)).isFalse();
    }

    @Test
    void forgetsARevocationOnceNoTokenThatItCouldConcernIsAlive() {
        Revocations revocations = new Revocations(fakes.clock(), POLICY);
        revocations.learn(List.of(
                new Revocation.SessionEnded(ada.session()),
                new Revocation.UserShutOut(ada.user().id())));

        fakes.clock().advance(POLICY.revocationLifetime().minus(MILLI));
        revocations.forgetOld(fakes.clock().instant());
        assertThat(revocations.size()).isEqualTo(2);

        fakes.clock().advance(MILLI);
        revocations.forgetOld(fakes.clock().instant());
        assertThat(revocations.size()).isZero();
    }

    @Test
    void acceptsNoTokenForLongerThanTokensLiveHoweverLongItWasMadeFor() {
        Instant issuedAt = fakes.clock().instant();
        AccessToken longLived = fakes.ports()
                .accessTokens()
                .issue(new AccessClaims(
                        UUID.randomUUID(),
                        AccessClaims.Scope.FULL,
                        ada.user().id(),
                        new SessionId(UUID.randomUUID()),
                        Set.of(AuthenticationMethod.PASSWORD),
                        issuedAt,
                        Set.of(BuiltInRoles.USER),
                        Set.of(),
                        issuedAt,
                        issuedAt.plus(Duration.ofHours(24))));

        fakes.clock().advance(POLICY.accessTokenLifetime().minus(MILLI));
        assertThat(isAccepted(longLived)).isTrue();

        fakes.clock().advance(MILLI);
        assertThat(isAccepted(longLived)).isFalse();
    }

    private SignedIn signIn() {
        return ((SignIn.Result.Succeeded) fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .signedIn();
    }

    private boolean isAccepted(SignedIn signedIn) {
        return isAccepted(signedIn.accessToken());
    }

    private boolean isAccepted(AccessToken token) {
        return isAccepted(fakes.sallyport(), token);
    }

    private static boolean isAccepted(Sallyport sallyport, AccessToken token) {
        return sallyport.authenticate().handle(new Authenticate.Command(token))
                instanceof Authenticate.Result.Authenticated;
    }

    private static void follow(Sallyport sallyport) {
        sallyport.followRevocations().handle(new FollowRevocations.Command(Duration.ZERO));
    }
}
