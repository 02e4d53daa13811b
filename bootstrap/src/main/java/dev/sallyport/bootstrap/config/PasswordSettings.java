package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.CommonPasswords;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.security.account.Argon2Parameters;
import dev.sallyport.security.account.BundledPasswords;
import dev.sallyport.security.account.PasswordBlocklist;
import java.time.Duration;
import java.util.List;

/**
 * Which passwords may be chosen, and how they are hashed (Argon2id, RFC 9106).
 *
 * @param bundled the lists that come with it, for whatever else they are good for
 * @param concurrency how many are hashed at once
 * @param maxWait how long one more waits before it is turned away
 */
public record PasswordSettings(
        PasswordPolicy policy,
        BreachCheck breachCheck,
        BundledPasswords bundled,
        Argon2Parameters argon2,
        int concurrency,
        Duration maxWait) {
    static final Setting<Integer> PASSWORD_MIN_LENGTH = Setting.optional(
            "PASSWORD_MIN_LENGTH",
            Group.PASSWORDS,
            ValueTypes.number(8, 128),
            "`15`; `8` where `TWO_FACTOR` is `required`",
            "The fewest characters (NIST SP 800-63B-4: 15, or 8 where a second factor is always asked for).");
    static final Setting<BreachCheck> PASSWORD_BREACH_CHECK = Setting.of(
            "PASSWORD_BREACH_CHECK",
            Group.PASSWORDS,
            ValueTypes.oneOf(BreachCheck.class),
            "bundled",
            "Against which lists of common and leaked passwords new ones are checked: `bundled`; `hibp`, which also asks"
                    + " Have I Been Pwned and tells it five hexadecimal digits of a digest; or `off`.");
    static final Setting<PasswordBlocklist> PASSWORD_BLOCKLIST = Setting.optional(
            "PASSWORD_BLOCKLIST",
            Group.PASSWORDS,
            new BlocklistType(),
            "none",
            "Passwords and words of your own that may not be chosen, one a line; best read from a UTF-8 file of at most 64 MiB"
                    + " that `PASSWORD_BLOCKLIST_FILE` names. Holds whatever `PASSWORD_BREACH_CHECK` says.");
    static final Setting<Integer> ARGON2_MEMORY = Setting.of(
            "ARGON2_MEMORY",
            Group.PASSWORDS,
            ValueTypes.kibibytes(7 * 1024, 256 * 1024),
            "19MiB",
            "Memory of one hash.");
    static final Setting<Integer> ARGON2_ITERATIONS =
            Setting.of("ARGON2_ITERATIONS", Group.PASSWORDS, ValueTypes.number(1, 16), "2", "Passes over that memory.");
    static final Setting<Integer> ARGON2_PARALLELISM =
            Setting.of("ARGON2_PARALLELISM", Group.PASSWORDS, ValueTypes.number(1, 16), "1", "Lanes of one hash.");
    static final Setting<Integer> PASSWORD_HASH_CONCURRENCY = Setting.optional(
            "PASSWORD_HASH_CONCURRENCY",
            Group.PASSWORDS,
            ValueTypes.number(1, 256),
            "the number of cores",
            "How many passwords are hashed at once; others wait.");
    static final Setting<Duration> PASSWORD_HASH_MAX_WAIT = Setting.of(
            "PASSWORD_HASH_MAX_WAIT",
            Group.PASSWORDS,
            ValueTypes.duration("0", "60s"),
            "3s",
            "How long they wait before they are told to come back later (503).");

    private static final int LEAST_ALONE = 15;
    private static final int LEAST_BESIDE_A_SECOND_FACTOR = 8;

    static List<Setting<?>> catalogue() {
        return List.of(
                PASSWORD_MIN_LENGTH,
                PASSWORD_BREACH_CHECK,
                PASSWORD_BLOCKLIST,
                ARGON2_MEMORY,
                ARGON2_ITERATIONS,
                ARGON2_PARALLELISM,
                PASSWORD_HASH_CONCURRENCY,
                PASSWORD_HASH_MAX_WAIT);
    }

    static void check(Readings readings, List<Problem> problems) {
        if (readings.find(ARGON2_MEMORY).isPresent()
                && readings.find(ARGON2_ITERATIONS).isPresent()
                && readings.find(ARGON2_PARALLELISM).isPresent()) {
            try {
                argon2(readings);
            } catch (IllegalArgumentException weak) {
                problems.add(new Problem(
                        ARGON2_MEMORY.name(),
                        "is too little with that many ARGON2_ITERATIONS: " + weak.getMessage(),
                        "Give more memory or more iterations."));
            }
        }
    }

    private static int minLength(Readings readings) {
        return readings.find(PASSWORD_MIN_LENGTH)
                .orElseGet(() -> readings.get(SecondFactorSettings.TWO_FACTOR) == Requirement.REQUIRED
                        ? LEAST_BESIDE_A_SECOND_FACTOR
                        : LEAST_ALONE);
    }

    private static Argon2Parameters argon2(Readings readings) {
        return new Argon2Parameters(
                readings.get(ARGON2_MEMORY), readings.get(ARGON2_ITERATIONS), readings.get(ARGON2_PARALLELISM));
    }

    static PasswordSettings from(Readings readings) {
        BreachCheck breachCheck = readings.get(PASSWORD_BREACH_CHECK);
        BundledPasswords bundled = new BundledPasswords();
        CommonPasswords lists = breachCheck == BreachCheck.OFF ? CommonPasswords.none() : bundled;
        CommonPasswords common =
                readings.find(PASSWORD_BLOCKLIST).map(own -> own.with(lists)).orElse(lists);
        return new PasswordSettings(
                new PasswordPolicy(minLength(readings), readings.get(ServerSettings.APP_NAME), common),
                breachCheck,
                bundled,
                argon2(readings),
                readings.find(PASSWORD_HASH_CONCURRENCY)
                        .orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                readings.get(PASSWORD_HASH_MAX_WAIT));
    }
}
