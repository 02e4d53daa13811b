package dev.sallyport.bootstrap.config;

import dev.sallyport.security.keys.MasterKey;
import java.util.List;
import java.util.Optional;

/**
 * What encrypts every other secret.
 *
 * @param previous the key before, while something is still encrypted with it
 */
public record SecretSettings(MasterKey masterKey, Optional<MasterKey> previous) {
    static final Setting<MasterKey> MASTER_KEY = Setting.optional(
            "MASTER_KEY",
            Group.SECRETS,
            ofMasterKey(),
            "required",
            "32 random bytes in base64 that encrypt every secret in the database: `openssl rand -base64 32`.");
    static final Setting<MasterKey> MASTER_KEY_PREVIOUS = Setting.optional(
            "MASTER_KEY_PREVIOUS",
            Group.SECRETS,
            ofMasterKey(),
            "none",
            "A second key, which opens and never seals: the one before, or the next, while `MASTER_KEY` is being changed.");

    static List<Setting<?>> catalogue() {
        return List.of(MASTER_KEY, MASTER_KEY_PREVIOUS);
    }

    static void check(Readings readings, List<Problem> problems) {
        if (readings.isMissing(MASTER_KEY)) {
            problems.add(
                    Problem.missing(
                            MASTER_KEY,
                            "Make one with: openssl rand -base64 32. Keep it safe: without it, no secret in the database can be read."));
        }
        if (readings.sayTheSame(MASTER_KEY, MASTER_KEY_PREVIOUS)) {
            problems.add(new Problem(
                    MASTER_KEY_PREVIOUS.name(),
                    "is the same as MASTER_KEY",
                    "Set it to the key before, or remove it."));
        }
    }

    static SecretSettings from(Readings readings) {
        return new SecretSettings(readings.get(MASTER_KEY), readings.find(MASTER_KEY_PREVIOUS));
    }

    private static ValueType<MasterKey> ofMasterKey() {
        return new ValueType<>() {
            @Override
            public MasterKey read(String text) throws Unreadable {
                try {
                    return MasterKey.parse(text);
                } catch (IllegalArgumentException unfit) {
                    throw new Unreadable(
                            "is no good: " + unfit.getMessage(), "Make one with: openssl rand -base64 32.");
                }
            }

            @Override
            public String show(String text, MasterKey value) {
                return value.toString();
            }
        };
    }
}
