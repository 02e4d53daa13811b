package dev.sallyport.application.session;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessClaims.Scope;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Makes the two tokens of a session as it stands. It signs, so it is never called inside a transaction. */
public final class TokenIssuer {
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final IdGenerator ids;
    private final SessionPolicy policy;
    private final SecondFactorPolicy secondFactor;

    public TokenIssuer(
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            IdGenerator ids,
            SessionPolicy policy,
            SecondFactorPolicy secondFactor) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.ids = ids;
        this.policy = policy;
        this.secondFactor = secondFactor;
    }

    public SignedIn issue(ActiveSession active, Instant now) {
        Session session = active.session();
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(accessTokenLifetime(active));
        Scope scope = secondFactor.demandsEnrolment(active.user()) ? Scope.ENROLMENT : Scope.FULL;
        AccessClaims claims = new AccessClaims(
                ids.next(),
                scope,
                session.userId(),
                session.id(),
                session.methods(),
                session.authenticatedAt(),
                scope == Scope.FULL ? active.user().roles() : Set.of(),
                scope == Scope.FULL ? active.user().permissions() : Set.of(),
                issuedAt,
                expiresAt);
        return new SignedIn(
                active.user(),
                session.id(),
                accessTokens.issue(claims),
                Duration.between(issuedAt, expiresAt),
                refreshTokens.derive(session.id(), session.generation()),
                active.timeLeft());
    }

    /** In whole seconds, as tokens carry them. No access token outlives its session. */
    private Duration accessTokenLifetime(ActiveSession active) {
        Duration full = policy.accessTokenLifetime();
        Duration left = active.timeLeft().truncatedTo(ChronoUnit.SECONDS);
        return full.compareTo(left) < 0 ? full : left;
    }
}
