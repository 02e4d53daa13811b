package dev.sallyport.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Budgets in this instance's memory, as token buckets: a full one allows its capacity at once, and what was taken comes back evenly over
 * the period. A refusal takes nothing.
 *
 * <p>There are never more than so many budgets. One that was not touched for the longest period is full again and is forgotten. Beyond
 * the maximum the least used are, so a flood of new subjects pushes itself out rather than a budget that is guessed against all the
 * while; still, the maximum belongs well above the number of subjects that one period brings.
 */
public final class LocalRateLimits implements RateLimits {
    private final Map<Limit, Rate> rates;
    private final ClockMeter meter;
    private final Cache<Charge, Bucket> buckets;

    /**
     * Full budgets of these rates.
     *
     * @param rates one for every limit that will ever be charged
     * @param maxBuckets how many budgets are remembered at the most; each takes less than a kilobyte
     */
    public LocalRateLimits(Map<Limit, Rate> rates, InstantSource clock, int maxBuckets) {
        if (rates.isEmpty() || maxBuckets < 1) {
            throw new IllegalArgumentException("there is at least one rate, and room for one budget");
        }
        this.rates = new EnumMap<>(rates);
        this.meter = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                .expireAfterAccess(longestPeriod(rates))
                .ticker(meter)
                .executor(Runnable::run)
                .build();
    }

    private static Duration longestPeriod(Map<Limit, Rate> rates) {
        return rates.values().stream()
                .map(Rate::period)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Decision take(List<Charge> charges) {
        for (int i = 0; i < charges.size(); i++) {
            ConsumptionProbe probe = bucket(charges.get(i)).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                giveBack(charges.subList(0, i));
                return new Decision.Limited(longest(
                        Duration.ofNanos(probe.getNanosToWaitForRefill()), charges.subList(i + 1, charges.size())));
            }
        }
        return new Decision.Allowed();
    }

    /** When all of them allow one again: the others may be empty too, and for longer. */
    private Duration longest(Duration wait, List<Charge> others) {
        return others.stream()
                .map(other -> bucket(other).estimateAbilityToConsume(1).getNanosToWaitForRefill())
                .map(Duration::ofNanos)
                .reduce(wait, (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    @Override
    public void giveBack(List<Charge> charges) {
        charges.forEach(charge -> bucket(charge).addTokens(1));
    }

    private Bucket bucket(Charge charge) {
        return buckets.get(charge, this::full);
    }

    private Bucket full(Charge charge) {
        Rate rate = rates.get(charge.limit());
        if (rate == null) {
            throw new IllegalArgumentException("there is no rate for " + charge.limit());
        }
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.capacity()).refillGreedy(rate.capacity(), rate.period()))
                .withCustomTimePrecision(meter)
                .build();
    }

    /** How many budgets are remembered. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
