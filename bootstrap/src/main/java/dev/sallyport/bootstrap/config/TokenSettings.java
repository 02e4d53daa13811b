package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.util.List;

/** What access tokens say of their origin, and how long they and their sessions live. */
public record TokenSettings(String issuer, String audience, int maxPermissions, SessionPolicy session) {
    static final Setting<String> JWT_ISSUER = Setting.optional(
            "JWT_ISSUER", Group.TOKENS, ValueTypes.text(256), "`PUBLIC_URL`", "The `iss` claim of access tokens.");
    static final Setting<String> JWT_AUDIENCE = Setting.optional(
            "JWT_AUDIENCE", Group.TOKENS, ValueTypes.text(256), "`PUBLIC_URL`", "The `aud` claim of access tokens.");
    static final Setting<Duration> JWT_ACCESS_EXPIRATION = Setting.of(
            "JWT_ACCESS_EXPIRATION",
            Group.TOKENS,
            ValueTypes.duration("1s", "24h"),
            "15m",
            "How long an access token is accepted.");
    static final Setting<Duration> JWT_REFRESH_EXPIRATION = Setting.of(
            "JWT_REFRESH_EXPIRATION",
            Group.TOKENS,
            ValueTypes.duration("1s", "366d"),
            "7d",
            "How long a session lives without being refreshed.");
    static final Setting<Duration> SESSION_MAX_AGE = Setting.of(
            "SESSION_MAX_AGE",
            Group.TOKENS,
            ValueTypes.duration("1s", "366d"),
            "30d",
            "How long a session lives however often it is refreshed.");
    static final Setting<Duration> REFRESH_REUSE_GRACE = Setting.of(
            "REFRESH_REUSE_GRACE",
            Group.TOKENS,
            ValueTypes.duration("0", "5m"),
            "10s",
            "For how long the refresh token just replaced yields its successor once more; 0 for not at all.");
    static final Setting<Integer> SESSION_MAX_PER_USER = Setting.of(
            "SESSION_MAX_PER_USER",
            Group.TOKENS,
            ValueTypes.number(1, 1000),
            "50",
            "How many sessions a user may have at once; one more ends the one that has been idle longest.");
    static final Setting<Duration> REVOCATION_MAX_LAG = Setting.of(
            "REVOCATION_MAX_LAG",
            Group.TOKENS,
            ValueTypes.duration("2s", "15m"),
            "30s",
            "For how long access tokens are accepted by an instance that cannot ask the database what was revoked.");
    static final Setting<Integer> TOKEN_MAX_PERMISSIONS = Setting.of(
            "TOKEN_MAX_PERMISSIONS",
            Group.TOKENS,
            ValueTypes.number(0, 200),
            "50",
            "How many permissions an access token lists at the most; if there are more it lists none, and has no `permissions`.");

    static List<Setting<?>> catalogue() {
        return List.of(
                SigningSettings.JWT_ALGORITHM,
                SigningSettings.JWT_SECRET,
                JWT_ISSUER,
                JWT_AUDIENCE,
                JWT_ACCESS_EXPIRATION,
                JWT_REFRESH_EXPIRATION,
                SESSION_MAX_AGE,
                SigningSettings.JWT_KEY_ROTATION,
                REFRESH_REUSE_GRACE,
                SESSION_MAX_PER_USER,
                REVOCATION_MAX_LAG,
                SecondFactorSettings.STEP_UP_MAX_AGE,
                TOKEN_MAX_PERMISSIONS);
    }

    static void check(Readings readings, List<Problem> problems) {
        SigningSettings.check(readings, problems);
        refuseLonger(JWT_ACCESS_EXPIRATION, JWT_REFRESH_EXPIRATION, readings, problems);
        refuseLonger(JWT_REFRESH_EXPIRATION, SESSION_MAX_AGE, readings, problems);
        refuseLonger(REFRESH_REUSE_GRACE, JWT_REFRESH_EXPIRATION, readings, problems);
    }

    private static void refuseLonger(
            Setting<Duration> shorter, Setting<Duration> longer, Readings readings, List<Problem> problems) {
        boolean wrong = readings.find(shorter)
                .flatMap(one -> readings.find(longer).map(other -> one.compareTo(other) > 0))
                .orElse(false);
        if (wrong) {
            problems.add(new Problem(
                    shorter.name(),
                    "is longer than " + longer.name(),
                    "Shorten it, or lengthen " + longer.name() + "."));
        }
    }

    static TokenSettings from(Readings readings) {
        String publicUrl = readings.get(ServerSettings.PUBLIC_URL).toString();
        return new TokenSettings(
                readings.find(JWT_ISSUER).orElse(publicUrl),
                readings.find(JWT_AUDIENCE).orElse(publicUrl),
                readings.get(TOKEN_MAX_PERMISSIONS),
                new SessionPolicy(
                        readings.get(JWT_ACCESS_EXPIRATION),
                        readings.get(JWT_REFRESH_EXPIRATION),
                        readings.get(SESSION_MAX_AGE),
                        readings.get(REFRESH_REUSE_GRACE),
                        readings.get(SESSION_MAX_PER_USER),
                        readings.get(REVOCATION_MAX_LAG)));
    }
}
