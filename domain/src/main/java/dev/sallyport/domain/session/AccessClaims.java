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
 * @param expiresAt the first instant at which the token is no longer accepted; tokens carry whole seconds
 */
public record AccessClaims(
        UUID id,
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
}
