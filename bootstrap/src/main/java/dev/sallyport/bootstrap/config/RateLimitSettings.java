package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.redis.RedisAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often something may be tried.
 *
 * @param enabled whether anything is limited at all
 * @param rates of every limit
 * @param redis where budgets are kept for all instances; empty if each keeps its own in memory
 * @param onStoreFailure what happens while that does not answer
 */
public record RateLimitSettings(
        boolean enabled, Map<Limit, Rate> rates, Optional<RedisAddress> redis, OnStoreFailure onStoreFailure) {
    /** Those that {@link BotChallengeSettings} tell. */
    private static final Set<Limit> OF_BOT_CHALLENGES = Set.of(Limit.BOT_CHALLENGE_FREE, Limit.BOT_CHALLENGE_USE);

    static final Setting<Boolean> RATE_LIMITS =
            Setting.of("RATE_LIMITS", Group.RATE_LIMITS, ValueTypes.flag(), "on", "`off` for load tests.");
    static final Setting<RateLimitStore> RATE_LIMIT_STORE = Setting.of(
            "RATE_LIMIT_STORE",
            Group.RATE_LIMITS,
            ValueTypes.oneOf(RateLimitStore.class),
            "memory",
            "`memory`: each instance counts for itself. `redis`: all of them [together](features/redis.md).");
    static final Setting<RedisAddress> REDIS_URL = Setting.optional(
            "REDIS_URL",
            Group.RATE_LIMITS,
            new RedisUrl(),
            "required by `RATE_LIMIT_STORE=redis`",
            "`redis://user:password@host:6379/0`, percent-encoded; `redis-sentinel://…?master=name` and `redis-cluster://…` with"
                    + " several hosts; `rediss…` for TLS.");
    static final Setting<OnStoreFailure> RATE_LIMIT_ON_STORE_FAILURE = Setting.of(
            "RATE_LIMIT_ON_STORE_FAILURE",
            Group.RATE_LIMITS,
            ValueTypes.oneOf(OnStoreFailure.class),
            "local",
            "While Redis does not answer: `local` has each instance count for itself, more strictly; `deny` answers 503.");
    static final Map<Limit, Setting<Rate>> RATES = Arrays.stream(Limit.values())
            .filter(limit -> !OF_BOT_CHALLENGES.contains(limit))
            .collect(Collectors.toMap(
                    limit -> limit,
                    RateLimitSettings::setting,
                    (one, other) -> one,
                    () -> new EnumMap<Limit, Setting<Rate>>(Limit.class)));

    public RateLimitSettings {
        rates = Map.copyOf(rates);
    }

    private static Setting<Rate> setting(Limit limit) {
        return switch (limit) {
            case LOGIN -> rate(limit, "10/15m", "Sign-ins per account and client together.");
            case LOGIN_PER_ACCOUNT -> rate(limit, "100/1h", "Sign-ins per account, from anywhere.");
            case LOGIN_PER_IP -> rate(limit, "60/1m", "Sign-ins per client, to any account.");
            case REGISTER_PER_IP -> rate(limit, "10/1m", "Registrations per client.");
            case REGISTER_TOTAL -> rate(limit, "600/1m", "Registrations, by anybody: holds a flood from everywhere.");
            case FORGOT_PER_IP -> rate(limit, "5/1m", "Lost passwords that a client asks to replace.");
            case MAIL_PER_ADDRESS -> rate(limit, "5/1h", "Mails per address that people can ask for.");
            case INVITE -> rate(limit, "60/1h", "Invitations that an administrator sends.");
            case MAIL_SENDING ->
                rate(limit, "100/1s", "Mails that this server sends: what your mail provider allows. Others wait.");
            case MAIL_SENDING_PER_RECIPIENT -> rate(limit, "30/1h", "Mails that are sent to one address. Others wait.");
            case API_PER_IP -> rate(limit, "600/1m", "Requests per client, for anything.");
            case CODE_PER_CHALLENGE ->
                rate(
                        limit,
                        "5/10m",
                        "Answers to the question for a second factor, per account: beginning another sign-in buys no more.");
            case REFRESH_PER_SESSION -> rate(limit, "60/1m", "Refreshes per session.");
            case BOT_CHALLENGE_FREE, BOT_CHALLENGE_USE ->
                throw new IllegalArgumentException(limit + " has no setting of its own");
        };
    }

    private static Setting<Rate> rate(Limit limit, String fallback, String meaning) {
        return Setting.of("RATE_LIMIT_" + limit.name(), Group.RATE_LIMITS, ValueTypes.rate(), fallback, meaning);
    }

    static List<Setting<?>> catalogue() {
        List<Setting<?>> settings =
                new ArrayList<>(List.of(RATE_LIMITS, RATE_LIMIT_STORE, REDIS_URL, RATE_LIMIT_ON_STORE_FAILURE));
        settings.addAll(RATES.values());
        return settings;
    }

    static void check(Readings readings, List<Problem> problems) {
        Optional<RateLimitStore> store = readings.find(RATE_LIMIT_STORE);
        if (store.filter(RateLimitStore.REDIS::equals).isPresent() && readings.isMissing(REDIS_URL)) {
            problems.add(Problem.missing(
                    REDIS_URL, "Set it, as in redis://user:password@host:6379, or leave RATE_LIMIT_STORE at memory."));
        }
        if (store.filter(RateLimitStore.MEMORY::equals).isPresent()
                && readings.find(REDIS_URL).isPresent()) {
            problems.add(new Problem(
                    REDIS_URL.name(),
                    "is set, and RATE_LIMIT_STORE is memory, so that each instance would count for itself",
                    "Set RATE_LIMIT_STORE to redis, or remove REDIS_URL."));
        }
        if (store.filter(RateLimitStore.MEMORY::equals).isPresent()
                && readings.find(RATE_LIMIT_ON_STORE_FAILURE)
                        .filter(OnStoreFailure.DENY::equals)
                        .isPresent()) {
            problems.add(new Problem(
                    RATE_LIMIT_ON_STORE_FAILURE.name(),
                    "is deny, and RATE_LIMIT_STORE is memory, which does not fail",
                    "Set RATE_LIMIT_STORE to redis, or remove it."));
        }
    }

    static RateLimitSettings from(Readings readings) {
        Map<Limit, Rate> rates = new EnumMap<>(BotChallengeSettings.rates(readings));
        RATES.forEach((limit, setting) -> rates.put(limit, readings.get(setting)));
        return new RateLimitSettings(
                readings.get(RATE_LIMITS), rates, readings.find(REDIS_URL), readings.get(RATE_LIMIT_ON_STORE_FAILURE));
    }
}
