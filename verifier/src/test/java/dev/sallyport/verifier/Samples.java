package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One set of claims. */
final class Samples {
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "https://api.example.com";
    static final Instant NOW = MutableClock.START;
    static final UUID USER = UUID.fromString("01956f2e-7c00-7000-8000-00000000000a");
    static final UUID SESSION = UUID.fromString("01956f2e-7c00-7000-8000-00000000000b");
    static final UUID TOKEN = UUID.fromString("01956f2e-7c00-7a11-8b22-0c33d44e55f6");

    private Samples() {}

    /** A forge whose token is good. */
    static Forge forge(TestKey key) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("iss", "\"" + ISSUER + "\"");
        payload.put("sub", "\"" + USER + "\"");
        payload.put("aud", "\"" + AUDIENCE + "\"");
        payload.put("iat", seconds(NOW));
        payload.put("exp", seconds(NOW.plus(Duration.ofMinutes(15))));
        payload.put("jti", "\"" + TOKEN + "\"");
        payload.put("sid", "\"" + SESSION + "\"");
        payload.put("amr", "[\"pwd\"]");
        payload.put("acr", "\"aal1\"");
        payload.put("auth_time", seconds(NOW.minusSeconds(60)));
        payload.put("roles", "[\"admin\",\"user\"]");
        payload.put("permissions", "[\"users:read\",\"users:write\"]");
        return new Forge(key, payload);
    }

    static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }
}
