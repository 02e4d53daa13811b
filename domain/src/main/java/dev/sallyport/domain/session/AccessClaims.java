package dev.sallyport.domain.session;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What an access token says of its holder (RFC 9068 §2.2).
 *
 * @param id the {@code jti}
 * @param scope what the token is good for
 * @param permissions what the roles allow; empty where a token does not say it
 * @param expiresAt the first instant at which the token is no longer accepted; tokens carry whole seconds
 */
public record AccessClaims(
        UUID id,
        Scope scope,
        UserId userId,
        SessionId sessionId,
        Set<AuthenticationMethod> methods,
        Instant authenticatedAt,
        Set<RoleName> roles,
        Set<Permission> permissions,
        Instant issuedAt,
        Instant expiresAt) {
    public AccessClaims {
        methods = Set.copyOf(methods);
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** What a token is good for. */
    public enum Scope {
        /** Everything that its user may do. */
        FULL,
        /** Enrolling the second factor that its user must have, and nothing else. */
        ENROLMENT
    }

    /** The same, with what its roles allow now. */
    public AccessClaims allowing(Set<Permission> current) {
        return new AccessClaims(
                id, scope, userId, sessionId, methods, authenticatedAt, roles, current, issuedAt, expiresAt);
    }

    /** How sure it is who the user is, by the levels of NIST SP 800-63B-4 (the {@code acr} claim). */
    public String assurance() {
        return methods.contains(AuthenticationMethod.MULTIPLE_FACTORS) ? "aal2" : "aal1";
    }
}
