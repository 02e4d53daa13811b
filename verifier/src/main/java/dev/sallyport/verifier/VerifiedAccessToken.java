package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The proof that an access token is genuine, unaltered, for this service and unexpired, with what it says of its holder (RFC 9068
 * §2.2). Only a {@link SallyportVerifier} makes one.
 */
public final class VerifiedAccessToken {
    private final AccessTokenPayload.Claims claims;
    private final Instant verifiedAt;

    VerifiedAccessToken(AccessTokenPayload.Claims claims, Instant verifiedAt) {
        this.claims = claims;
        this.verifiedAt = verifiedAt;
    }

    /** The {@code sub}. */
    public UUID userId() {
        return claims.userId();
    }

    /** The {@code sid}: the sign-in that the token belongs to. */
    public UUID sessionId() {
        return claims.sessionId();
    }

    /** The {@code jti}. */
    public UUID tokenId() {
        return claims.tokenId();
    }

    public Set<String> roles() {
        return claims.roles();
    }

    /**
     * All that the roles allow, each as {@code resource:action}. Empty also where there are so many that the token {@linkplain
     * #listsPermissions does not say}.
     */
    public Set<String> permissions() {
        Set<String> listed = claims.permissions();
        return listed == null ? Set.of() : listed;
    }

    /**
     * Whether the token says what its user may do. If there are more permissions than the server's {@code TOKEN_MAX_PERMISSIONS}, it does
     * not: then decide by {@link #roles}, or ask the server's {@code GET /api/v1/me}. What is not listed counts as not allowed.
     */
    public boolean listsPermissions() {
        return claims.permissions() != null;
    }

    /** The {@code amr}: how the user proved who they are, by the names of RFC 8176. There may be some that you do not know. */
    public Set<String> authenticationMethods() {
        return claims.authenticationMethods();
    }

    /**
     * The {@code acr}: how sure it is who the user is, by the levels of NIST SP 800-63B-4. {@code aal1} is one factor, {@code aal2} more than
     * one; there may be others that you do not know. It is {@code aal1} where the token does not say.
     */
    public String assurance() {
        return claims.assurance();
    }

    /** The {@code auth_time}: when the user last proved who they are, in this session. */
    public Instant authenticatedAt() {
        return claims.authenticatedAt();
    }

    public Instant issuedAt() {
        return claims.issuedAt();
    }

    /** The first instant at which the token is no longer accepted. */
    public Instant expiresAt() {
        return claims.expiresAt();
    }

    public boolean hasRole(String role) {
        return claims.roles().contains(role);
    }

    public boolean hasPermission(String permission) {
        return permissions().contains(permission);
    }

    /**
     * Goes on only if the caller may do that.
     *
     * @param permission as {@code resource:action}
     * @throws PermissionDenied if not: answer 403
     */
    public void requirePermission(String permission) {
        if (!hasPermission(permission)) {
            throw listsPermissions() ? new PermissionDenied(permission) : PermissionDenied.unlisted(permission);
        }
    }

    /**
     * Goes on only if the user has lately proved who they are, for what asks for more than a token.
     *
     * @param maxAge how long ago that may have been when the token was verified
     * @throws SignInTooOld if it is longer ago: answer 401; the client steps up at {@code POST /api/v1/auth/step-up} and comes back
     */
    public void requireSignInWithin(Duration maxAge) {
        if (claims.authenticatedAt().plus(maxAge).isBefore(verifiedAt)) {
            throw new SignInTooOld(maxAge);
        }
    }

    /** Ids alone. */
    @Override
    public String toString() {
        return "VerifiedAccessToken[user=" + userId() + ", session=" + sessionId() + ", token=" + tokenId() + "]";
    }
}
