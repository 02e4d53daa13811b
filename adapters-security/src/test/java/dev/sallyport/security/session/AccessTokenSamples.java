package dev.sallyport.security.session;

import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.security.keys.EcSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One set of claims, as an object and as JSON. */
final class AccessTokenSamples {
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "https://api.example.com";
    static final Instant NOW = Samples.NOW;
    static final AccessClaims CLAIMS = new AccessClaims(
            UUID.fromString("01956f2e-7c00-7a11-8b22-0c33d44e55f6"),
            new UserId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000a")),
            new SessionId(UUID.fromString("01956f2e-7c00-7000-8000-00000000000b")),
            Set.of(AuthenticationMethod.PASSWORD),
            NOW.minusSeconds(60),
            Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN),
            BuiltInRoles.permissionsOf(Set.of(BuiltInRoles.ADMIN)),
            NOW,
            NOW.plus(Duration.ofMinutes(15)));

    private AccessTokenSamples() {}

    /** A forge whose token says just what {@link #CLAIMS} do. */
    static Forge forge(EcSigningKey key) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("iss", "\"" + ISSUER + "\"");
        payload.put("sub", "\"01956f2e-7c00-7000-8000-00000000000a\"");
        payload.put("aud", "\"" + AUDIENCE + "\"");
        payload.put("iat", seconds(NOW));
        payload.put("exp", seconds(NOW.plus(Duration.ofMinutes(15))));
        payload.put("jti", "\"01956f2e-7c00-7a11-8b22-0c33d44e55f6\"");
        payload.put("sid", "\"01956f2e-7c00-7000-8000-00000000000b\"");
        payload.put("amr", "[\"pwd\"]");
        payload.put("auth_time", seconds(NOW.minusSeconds(60)));
        payload.put("roles", "[\"admin\",\"user\"]");
        payload.put(
                "permissions",
                "[\"audit:read\",\"mail:read\",\"mail:write\",\"roles:read\",\"roles:write\",\"users:read\",\"users:write\"]");
        return new Forge(key, payload);
    }

    static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }
}
