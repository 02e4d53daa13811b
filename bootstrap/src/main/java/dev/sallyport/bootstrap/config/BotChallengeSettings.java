package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What clients are asked for that try something often, and when.
 *
 * @param difficulty of a proof of work: the largest number to try
 * @param secret that the provider gave, if it is one's
 * @param siteKey that the provider gave, likewise
 */
public record BotChallengeSettings(
        BotChallengeKind kind,
        BotChallengePolicy policy,
        int difficulty,
        Optional<ConfiguredSecret> secret,
        Optional<String> siteKey) {
    static final Setting<BotChallengeKind> BOT_CHALLENGE = Setting.of(
            "BOT_CHALLENGE",
            Group.BOTS,
            ValueTypes.oneOf(BotChallengeKind.class),
            "off",
            "What clients have to answer that try something often: `off`; `proof-of-work`, which needs nobody else; `turnstile` or `hcaptcha`.");
    static final Setting<Set<BotChallengePurpose>> BOT_CHALLENGE_FOR = Setting.of(
            "BOT_CHALLENGE_FOR",
            Group.BOTS,
            ValueTypes.someOf(BotChallengePurpose.class),
            "register,forgot,login",
            "What it is asked for, parted by commas: `register`, `forgot` (a lost password), `login`.");
    static final Setting<Optional<Rate>> BOT_CHALLENGE_AFTER = Setting.of(
            "BOT_CHALLENGE_AFTER",
            Group.BOTS,
            ValueTypes.rateOrNone(),
            "3/1h",
            "How many tries are free of it, per client and purpose, and for sign-ins also per account, where only failures count; `0`: none.");
    static final Setting<Integer> BOT_CHALLENGE_DIFFICULTY = Setting.of(
            "BOT_CHALLENGE_DIFFICULTY",
            Group.BOTS,
            ValueTypes.number(1_000, 10_000_000),
            "100000",
            "The largest number that a proof of work may take trying; half as many on average. A phone tries this many in about a second.");
    static final Setting<String> BOT_CHALLENGE_SITE_KEY = Setting.optional(
            "BOT_CHALLENGE_SITE_KEY",
            Group.BOTS,
            ValueTypes.text(100),
            "none",
            "The site key from Turnstile or hCaptcha. Everybody may see it.");
    static final Setting<ConfiguredSecret> BOT_CHALLENGE_SECRET = Setting.optional(
            "BOT_CHALLENGE_SECRET", Group.BOTS, ValueTypes.secret(), "none", "The secret that goes with it.");

    /** One use, for longer than any answer is right: providers and we take them for minutes, and clocks may differ. */
    private static final Rate ONE_USE = new Rate(1, Duration.ofMinutes(15));

    /** Where no try is free, this is never asked. */
    private static final Rate NO_FREE_TRIES = new Rate(1, Duration.ofHours(1));

    static List<Setting<?>> catalogue() {
        return List.of(
                BOT_CHALLENGE,
                BOT_CHALLENGE_FOR,
                BOT_CHALLENGE_AFTER,
                BOT_CHALLENGE_DIFFICULTY,
                BOT_CHALLENGE_SITE_KEY,
                BOT_CHALLENGE_SECRET);
    }

    static void check(Readings readings, List<Problem> problems) {
        readings.find(BOT_CHALLENGE).ifPresent(kind -> {
            check(kind, BOT_CHALLENGE_SITE_KEY, readings, problems);
            check(kind, BOT_CHALLENGE_SECRET, readings, problems);
            if (kind != BotChallengeKind.OFF
                    && readings.find(RateLimitSettings.RATE_LIMITS).equals(Optional.of(false))) {
                problems.add(new Problem(
                        BOT_CHALLENGE.name(),
                        "needs RATE_LIMITS, which count free tries and uses of an answer",
                        "Set RATE_LIMITS to on, or BOT_CHALLENGE to off."));
            }
        });
    }

    private static void check(BotChallengeKind kind, Setting<?> ofProvider, Readings readings, List<Problem> problems) {
        if (kind.isByProvider() && readings.isMissing(ofProvider)) {
            problems.add(
                    Problem.missing(
                            ofProvider,
                            "Set it to what the provider's dashboard shows for this site, or set BOT_CHALLENGE to proof-of-work, which needs nobody."));
        }
        if (!kind.isByProvider() && readings.find(ofProvider).isPresent()) {
            problems.add(new Problem(
                    ofProvider.name(),
                    "is set, but BOT_CHALLENGE asks no provider",
                    "Remove it, or set BOT_CHALLENGE to turnstile or hcaptcha."));
        }
    }

    static BotChallengeSettings from(Readings readings) {
        BotChallengeKind kind = readings.get(BOT_CHALLENGE);
        BotChallengePolicy policy = kind == BotChallengeKind.OFF
                ? BotChallengePolicy.OFF
                : new BotChallengePolicy(
                        readings.get(BOT_CHALLENGE_FOR),
                        readings.get(BOT_CHALLENGE_AFTER).isPresent());
        return new BotChallengeSettings(
                kind,
                policy,
                readings.get(BOT_CHALLENGE_DIFFICULTY),
                readings.find(BOT_CHALLENGE_SECRET),
                readings.find(BOT_CHALLENGE_SITE_KEY));
    }

    /** The budgets that it needs. */
    static Map<Limit, Rate> rates(Readings readings) {
        return Map.of(
                Limit.BOT_CHALLENGE_FREE,
                readings.get(BOT_CHALLENGE_AFTER).orElse(NO_FREE_TRIES),
                Limit.BOT_CHALLENGE_USE,
                ONE_USE);
    }
}
