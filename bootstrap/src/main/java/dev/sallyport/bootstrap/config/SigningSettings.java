package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.security.keys.JwtSecret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How access tokens are signed.
 *
 * @param secret for HS256, and for that alone
 */
public record SigningSettings(KeyAlgorithm algorithm, Optional<JwtSecret> secret, KeyRotation rotation) {
    private static final String HOW_TO_MAKE_ONE = "Make one with: openssl rand -base64 48.";

    static final Setting<KeyAlgorithm> JWT_ALGORITHM = Setting.of(
            "JWT_ALGORITHM",
            Group.TOKENS,
            SigningSettings::algorithm,
            "ES256",
            "How access tokens are signed: ES256, RS256, or HS256 with `JWT_SECRET`.");
    static final Setting<JwtSecret> JWT_SECRET = Setting.optional(
            "JWT_SECRET",
            Group.TOKENS,
            ofSecret(),
            "required for HS256",
            "The secret to sign with, for HS256 alone: a random text of at least 32 bytes, taken as UTF-8.");
    static final Setting<Duration> JWT_KEY_ROTATION = Setting.of(
            "JWT_KEY_ROTATION",
            Group.TOKENS,
            ValueTypes.duration("1h", "366d"),
            "30d",
            "How often a new signing key takes over (not with HS256).");

    static void check(Readings readings, List<Problem> problems) {
        Optional<KeyAlgorithm> algorithm = readings.find(JWT_ALGORITHM);
        boolean needsSecret = algorithm.filter(KeyAlgorithm.HS256::equals).isPresent();
        if (needsSecret && readings.isMissing(JWT_SECRET)) {
            problems.add(Problem.missing(JWT_SECRET, "HS256 signs with it. " + HOW_TO_MAKE_ONE));
        }
        if (algorithm.isPresent() && !needsSecret && readings.find(JWT_SECRET).isPresent()) {
            problems.add(new Problem(
                    JWT_SECRET.name(),
                    "is set, but JWT_ALGORITHM is " + algorithm.get(),
                    "Remove it, or set JWT_ALGORITHM to HS256."));
        }
    }

    static SigningSettings from(Readings readings) {
        return new SigningSettings(
                readings.get(JWT_ALGORITHM),
                readings.find(JWT_SECRET),
                KeyRotation.of(readings.get(JWT_KEY_ROTATION), readings.get(TokenSettings.JWT_ACCESS_EXPIRATION)));
    }

    private static KeyAlgorithm algorithm(String text) throws Unreadable {
        return Arrays.stream(KeyAlgorithm.values())
                .filter(algorithm -> algorithm.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Unreadable.of(
                        text,
                        "which is not known",
                        "Give one of: "
                                + Arrays.stream(KeyAlgorithm.values())
                                        .map(KeyAlgorithm::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static ValueType<JwtSecret> ofSecret() {
        return new ValueType<>() {
            @Override
            public JwtSecret read(String text) throws Unreadable {
                try {
                    return JwtSecret.parse(text);
                } catch (IllegalArgumentException unfit) {
                    throw new Unreadable("is no good: " + unfit.getMessage(), HOW_TO_MAKE_ONE);
                }
            }

            @Override
            public String show(String text, JwtSecret value) {
                return value.toString();
            }
        };
    }
}
