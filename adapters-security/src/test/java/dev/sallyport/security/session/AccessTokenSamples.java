package dev.sallyport.security.session;

import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** One set of claims, as an object and as JSON. */
final class AccessTokenSamples {
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "https://api.example.com";
    static final Instant NOW = Samples.NOW;
    static final AccessClaims CLAIMS = new AccessClaims(
            UUID.fromString("01956f2e-7c00-7a11-8b22-0c33d44e55f6"),
            AccessClaims.Scope.FULL,
            new UserId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000a")),
            new SessionId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000b")),
            Set.of(AuthenticationMethod.PASSWORD),
            NOW.minusSeconds(60),
            Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN),
            BuiltInRoles.permissionsOf(Set.of(BuiltInRoles.ADMIN)),
            NOW,
            NOW.plus(Duration.ofMinutes(15)));

    /** Of the same user, who must have a second factor and has none. */
    static final AccessClaims ENROLMENT = new AccessClaims(
            CLAIMS.id(),
            AccessClaims.Scope.ENROLMENT,
            CLAIMS.userId(),
            CLAIMS.sessionId(),
            CLAIMS.methods(),
            CLAIMS.authenticatedAt(),
            Set.of(),
            Set.of(),
            CLAIMS.issuedAt(),
            CLAIMS.expiresAt());

    private AccessTokenSamples() {}

    /** The payload of a token with just these claims. */
    static String payload() {
        return """
                {
                  "iss": "%s",
                  "sub": "01956f2e-7c00-7000-8000-00000000000a",
                  "aud": "%s",
                  "iat": %d,
                  "exp": %d,
                  "jti": "01956f2e-7c00-7a11-8b22-0c33d44e55f6",
                  "sid": "01956f2e-7c00-7000-8000-00000000000b",
                  "amr": ["pwd"],
                  "acr": "aal1",
                  "auth_time": %d,
                  "roles": ["admin", "user"],
                  "permissions": [
                    "audit:read", "mail:read", "mail:write", "roles:read", "roles:write", "users:read", "users:write"
                  ]
                }""".formatted(
                        ISSUER,
                        AUDIENCE,
                        NOW.getEpochSecond(),
                        NOW.plus(Duration.ofMinutes(15)).getEpochSecond(),
                        NOW.minusSeconds(60).getEpochSecond());
    }
}
