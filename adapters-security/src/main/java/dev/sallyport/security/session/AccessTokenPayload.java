package dev.sallyport.security.session;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What an access token's payload says (RFC 9068 §2.2), read once its signature is known to be ours. */
record AccessTokenPayload(Json json) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    void checkMeantFor(String issuer, String audience) throws RejectedToken {
        if (!json.text("iss").equals(issuer)) {
            throw new RejectedToken("iss is somebody else");
        }
        if (!json.text("aud").equals(audience)) {
            throw new RejectedToken("aud is somebody else");
        }
    }

    /**
     * @param leeway by how much the clock that issued the token may be ahead of ours
     */
    void checkTimely(Instant now, Duration leeway) throws RejectedToken {
        if (!now.isBefore(instant("exp"))) {
            throw new RejectedToken("expired");
        }
        if (instant("iat").isAfter(now.plus(leeway))) {
            throw new RejectedToken("iat is in the future");
        }
        if (json.names().contains("nbf") && instant("nbf").isAfter(now.plus(leeway))) {
            throw new RejectedToken("nbf is in the future");
        }
    }

    AccessClaims claims() throws RejectedToken {
        return new AccessClaims(
                uuid("jti"),
                new UserId(uuid("sub")),
                new SessionId(uuid("sid")),
                all("amr", AuthenticationMethod::of),
                instant("auth_time"),
                all("roles", RoleName::new),
                all("permissions", Permission::new),
                instant("iat"),
                instant("exp"));
    }

    private Instant instant(String name) throws RejectedToken {
        long seconds = json.wholeNumber(name);
        if (seconds < 0 || seconds > LATEST.getEpochSecond()) {
            throw new RejectedToken(name + " is out of range");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private UUID uuid(String name) throws RejectedToken {
        String text = json.text(name);
        UUID uuid = value(name, text, UUID::fromString);
        if (!uuid.toString().equals(text)) {
            throw new RejectedToken(name + " is not a canonical UUID");
        }
        return uuid;
    }

    private <T> Set<T> all(String name, Function<String, T> parse) throws RejectedToken {
        Set<T> values = new HashSet<>();
        for (String text : json.texts(name)) {
            values.add(value(name, text, parse));
        }
        return values;
    }

    private static <T> T value(String name, String text, Function<String, T> parse) throws RejectedToken {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException unknown) {
            throw new RejectedToken(name + " says what we do not know");
        }
    }
}
