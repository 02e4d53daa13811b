package dev.sallyport.bootstrap;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.config.OnStoreFailure;
import dev.sallyport.bootstrap.config.RateLimitSettings;
import dev.sallyport.bootstrap.metrics.RateLimitMetrics;
import dev.sallyport.bootstrap.metrics.StoreMetrics;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.ratelimit.Denying;
import dev.sallyport.ratelimit.GuardedRateLimits;
import dev.sallyport.ratelimit.LocalRateLimits;
import dev.sallyport.ratelimit.StoreListener;
import dev.sallyport.ratelimit.Unlimited;
import dev.sallyport.ratelimit.redis.RedisAddress;
import dev.sallyport.ratelimit.redis.RedisPatience;
import dev.sallyport.ratelimit.redis.RedisRateLimits;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Rate limits as configured, counted: in memory, or in Redis with a guard before it.
 *
 * @param redis the guard, where budgets are in Redis
 */
record RateLimiting(RateLimits limits, Optional<GuardedRateLimits> redis) {
    private static final String REDIS = "redis";

    /** Of each limit: as many as fit into an eighth of the heap if all limits are flooded at once. */
    private static final int MOST_BUDGETS = mostBudgets(Runtime.getRuntime().maxMemory() / 8);

    private static final int LEAST = 5_000;
    private static final int ENOUGH = 100_000;

    /** With the longest of subjects. */
    private static final int BYTES_OF_A_BUDGET = 1_000;

    /** Of nobody's budget: no client is called so. */
    private static final Charge PROBE = new Charge(Limit.API_PER_IP, "probe");

    /** New connections may take a second, as no request waits for them: the guard lets those go on before. */
    private static final RedisPatience PATIENCE =
            new RedisPatience(GuardedRateLimits.LONGEST_CONNECT, RedisPatience.STANDARD.answer());

    private static int mostBudgets(long bytes) {
        return Math.clamp(bytes / BYTES_OF_A_BUDGET / Limit.values().length, LEAST, ENOUGH);
    }

    static RateLimiting open(
            RateLimitSettings settings,
            SecretDigests digests,
            InstantSource clock,
            RateLimitMetrics metrics,
            Opened opened) {
        if (!settings.enabled()) {
            return new RateLimiting(new Unlimited(), Optional.empty());
        }
        Optional<GuardedRateLimits> redis =
                settings.redis().map(address -> inRedis(address, settings, digests, clock, metrics.store(), opened));
        RateLimits limits = redis.<RateLimits>map(guarded -> guarded)
                .orElseGet(() -> new LocalRateLimits(settings.rates(), clock, MOST_BUDGETS));
        return new RateLimiting(metrics.count(limits), redis);
    }

    private static GuardedRateLimits inRedis(
            RedisAddress address,
            RateLimitSettings settings,
            SecretDigests digests,
            InstantSource clock,
            StoreMetrics metrics,
            Opened opened) {
        RedisRateLimits store = opened.add(new RedisRateLimits(address, PATIENCE, settings.rates(), digests, metrics));
        RateLimits otherwise = switch (settings.onStoreFailure()) {
            case LOCAL -> LocalRateLimits.stricter(settings.rates(), clock, MOST_BUDGETS);
            case DENY -> new Denying(REDIS);
        };
        GuardedRateLimits guarded = opened.add(GuardedRateLimits.start(
                store, otherwise, PROBE, new LoggedStore(settings.onStoreFailure(), metrics), clock));
        metrics.show(guarded);
        return guarded;
    }

    /** Says in the log when Redis goes and comes back, and what that means, and has it counted. */
    private record LoggedStore(OnStoreFailure consequence, Outage outage, StoreListener metrics)
            implements StoreListener {
        LoggedStore(OnStoreFailure consequence, StoreListener metrics) {
            this(consequence, new Outage("keeping rate limits in Redis"), metrics);
        }

        @Override
        public void opened(String reason) {
            String meanwhile = switch (consequence) {
                case LOCAL -> "each instance counts for itself, more strictly";
                case DENY -> "whatever is limited is answered 503";
            };
            outage.began(reason + "; meanwhile " + meanwhile);
            metrics.opened(reason);
        }

        @Override
        public void closed() {
            outage.ended();
            metrics.closed();
        }
    }
}
