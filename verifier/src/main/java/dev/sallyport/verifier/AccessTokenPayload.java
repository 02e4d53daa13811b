package dev.sallyport.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an access token's payload says (RFC 9068 §2.2), read once its signature is known to be genuine. Members that it does not know
 * are left alone, so that a later server may say more; a token that is worth less than these members say needs another {@code typ}.
 */
record AccessTokenPayload(Json json) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern PERMISSION = Pattern.compile("[a-z][a-z0-9-]{0,63}:[a-z][a-z0-9-]{0,63}");

    /** Any that a later server may have. */
    private static final Pattern METHOD = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

    /** Any, likewise; elsewhere such names are often URIs. */
    private static final Pattern ASSURANCE = Pattern.compile("[!-~]{1,128}");

    /** What is known of whoever was not said to be better known. */
    private static final String LEAST_ASSURANCE = "aal1";

    private static final Pattern CANONICAL_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /**
     * All that is read of it.
     *
     * @param permissions null if it does not say
     */
    record Claims(
            UUID tokenId,
            UUID userId,
            UUID sessionId,
            Set<String> authenticationMethods,
            String assurance,
            Instant authenticatedAt,
            Set<String> roles,
            @Nullable Set<String> permissions,
            Instant issuedAt,
            Instant expiresAt) {}

    void checkMeantFor(String issuer, String audience) throws Rejected {
        if (!json.text("iss").equals(issuer)) {
            throw new Rejected("iss is somebody else");
        }
        if (!json.text("aud").equals(audience)) {
            throw new Rejected("aud is somebody else");
        }
    }

    /**
     * @param leeway by how much the clock that issued the token may be ahead of ours
     */
    void checkTimely(Instant now, Duration leeway) throws Rejected {
        if (!now.isBefore(instant("exp"))) {
            throw new Rejected("expired");
        }
        if (instant("iat").isAfter(now.plus(leeway))) {
            throw new Rejected("iat is in the future");
        }
        if (json.names().contains("nbf") && instant("nbf").isAfter(now.plus(leeway))) {
            throw new Rejected("nbf is in the future");
        }
    }

    Claims claims() throws Rejected {
        return new Claims(
                uuid("jti"),
                uuid("sub"),
                uuid("sid"),
                all("amr", METHOD),
                assurance(),
                instant("auth_time"),
                all("roles", ROLE),
                permissions(),
                instant("iat"),
                instant("exp"));
    }

    /** A server leaves them out where there are too many. What is there but null, or no list, is no such case. */
    private @Nullable Set<String> permissions() throws Rejected {
        return json.names().contains("permissions") ? all("permissions", PERMISSION) : null;
    }

    /** Servers of before second factors do not say it. */
    private String assurance() throws Rejected {
        String level = json.names().contains("acr") ? json.text("acr") : LEAST_ASSURANCE;
        if (!ASSURANCE.matcher(level).matches()) {
            throw new Rejected("acr says what cannot be");
        }
        return level;
    }

    private Instant instant(String name) throws Rejected {
        long seconds = json.wholeNumber(name);
        if (seconds < 0 || seconds > LATEST.getEpochSecond()) {
            throw new Rejected(name + " is out of range");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private UUID uuid(String name) throws Rejected {
        String text = json.text(name);
        if (!CANONICAL_UUID.matcher(text).matches()) {
            throw new Rejected(name + " is not a canonical UUID");
        }
        return UUID.fromString(text);
    }

    private Set<String> all(String name, Pattern form) throws Rejected {
        Set<String> values = new HashSet<>();
        for (String text : json.texts(name)) {
            if (!form.matcher(text).matches()) {
                throw new Rejected(name + " says what cannot be");
            }
            values.add(text);
        }
        return Set.copyOf(values);
    }
}
