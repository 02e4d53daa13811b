package dev.sallyport.application.session;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.session.RefreshSession.Result;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshSessionTest {
    private static final Client THIEF = new Client(ClientAddress.of("198.51.100.1"), "okhttp/5.1");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn first = journey.signedIn(ADA);

    @Test
    void exchangesATokenForItsSuccessor() {
        fakes.clock().advance(Duration.ofMinutes(20));

        SignedIn second = refreshed(first.refreshToken());

        assertThat(second.session()).isEqualTo(first.session());
        assertThat(second.refreshToken().matches(first.refreshToken())).isFalse();
        assertThat(second.refreshTokenLifetime()).isEqualTo(Duration.ofDays(7));
        assertThat(journey.caller(second).claims().authenticatedAt())
                .isEqualTo(second.user().lastSignInAt());
    }

    @Test
    void yieldsTheSameSuccessorAgainWithinTheGrace() {
        SignedIn second = refreshed(first.refreshToken());
        fakes.clock().advance(Duration.ofMillis(9_999));

        assertThat(refreshed(first.refreshToken()).refreshToken().matches(second.refreshToken()))
                .isTrue();
        assertThat(refreshed(second.refreshToken())).isNotNull();
    }

    @Test
    void yieldsNothingWithinTheGraceOnceThereIsASecondFactorThatTheSessionLacks() {
        refreshed(first.refreshToken());

        fakes.users().setSecondFactor(first.user().id(), true);

        assertThat(refresh(first.refreshToken(), CLIENT)).isEqualTo(new Result.Rejected());
    }

    @Test
    void refusesAReusedTokenEndsTheSessionAndTellsBothClientsAndTheUser() {
        SignedIn second = refreshed(first.refreshToken());
        fakes.clock().advance(Duration.ofSeconds(10));

        assertThat(refresh(first.refreshToken(), THIEF)).isEqualTo(new Result.Rejected());

        AuditEntry audited = fakes.auditTrail().entries().getLast();
        assertThat(audited.event())
                .isEqualTo(new AuditEvent.RefreshTokenReused(first.user().id(), first.session(), 0, 1, CLIENT));
        assertThat(audited.client()).isEqualTo(THIEF);
        assertThat(fakes.mailQueue().last().to()).isEqualTo(ADA);
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("session-stolen");
        assertThat(refresh(second.refreshToken())).isEqualTo(new Result.Rejected());
    }

    @Test
    void endsAStolenSessionOnceHoweverOftenTheOldTokenIsPresented() {
        refreshed(first.refreshToken());
        fakes.clock().advance(Duration.ofSeconds(10));

        refresh(first.refreshToken(), THIEF);
        refresh(first.refreshToken(), THIEF);

        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.RefreshTokenReused.class::isInstance)
                .hasSize(1);
    }

    @Test
    void remembersWhoRefreshedLast() {
        refresh(first.refreshToken(), THIEF);

        assertThat(fakes.sessions().all()).extracting(Session::client).containsExactly(THIEF);
    }

    @Test
    void refusesAGrandparentEvenWithinTheGrace() {
        SignedIn second = refreshed(first.refreshToken());
        SignedIn third = refreshed(second.refreshToken());

        assertThat(refresh(first.refreshToken())).isEqualTo(new Result.Rejected());
        assertThat(refresh(third.refreshToken())).isEqualTo(new Result.Rejected());
    }

    @Test
    void refusesForgedTokensWithoutAnyCost() {
        assertThat(refresh(RefreshToken.of("forged"))).isEqualTo(new Result.Rejected());

        assertThat(fakes.rateLimits().charged()).noneMatch(charge -> charge.limit() == Limit.REFRESH_PER_SESSION);
    }

    @Test
    void refusesATokenOfAGenerationThatHasNotBegunAndLeavesTheSessionAlone() {
        RefreshToken ahead = fakes.ports().refreshTokens().derive(first.session(), 7);

        assertThat(refresh(ahead)).isEqualTo(new Result.Rejected());
        assertThat(refreshed(first.refreshToken())).isNotNull();
    }

    @Test
    void endsWhenIdleForTooLong() {
        fakes.clock().advance(Duration.ofDays(7));

        assertThat(refresh(first.refreshToken())).isEqualTo(new Result.Rejected());
    }

    @Test
    void endsAtItsAbsoluteAgeHoweverOftenItIsRefreshed() {
        RefreshToken token = first.refreshToken();
        for (int day = 6; day < 30; day += 6) {
            fakes.clock().advance(Duration.ofDays(6));
            token = refreshed(token).refreshToken();
        }
        fakes.clock().advance(Duration.ofDays(6).minusMinutes(1));
        SignedIn last = refreshed(token);

        assertThat(last.refreshTokenLifetime()).isEqualTo(Duration.ofMinutes(1));
        assertThat(last.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(1));
        fakes.clock().advance(Duration.ofMinutes(1));
        assertThat(refresh(last.refreshToken())).isEqualTo(new Result.Rejected());
    }

    @Test
    void isOfNoUseToASuspendedUserNotEvenWithinTheGrace() {
        refreshed(first.refreshToken());
        fakes.users().suspend(first.user().id());

        assertThat(refresh(first.refreshToken())).isEqualTo(new Result.Rejected());
    }

    @Test
    void rotatesOnceForManyAtOnceAndAllGetTheSameSuccessor() {
        List<String> successors = Concurrently.times(
                50, i -> refreshed(first.refreshToken()).refreshToken().reveal());

        assertThat(successors).hasSize(50).containsOnly(successors.getFirst());
        assertThat(fakes.sessions().all().getFirst().generation()).isEqualTo(1);
    }

    @Test
    void isLimitedPerSession() {
        fakes.rateLimits().exhaust(Limit.REFRESH_PER_SESSION);

        assertThat(refresh(first.refreshToken())).isInstanceOf(Result.Limited.class);
    }

    private Result refresh(RefreshToken token) {
        return refresh(token, CLIENT);
    }

    private Result refresh(RefreshToken token, Client client) {
        return fakes.sallyport().refreshSession().handle(new RefreshSession.Command(token, client));
    }

    private SignedIn refreshed(RefreshToken token) {
        return switch (refresh(token)) {
            case Result.Refreshed(var signedIn) -> signedIn;
            case Result.Rejected rejected -> throw new AssertionError(rejected);
            case Result.Limited limited -> throw new AssertionError(limited);
        };
    }
}
