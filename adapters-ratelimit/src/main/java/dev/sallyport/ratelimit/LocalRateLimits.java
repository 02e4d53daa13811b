package dev.sallyport.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Budgets in this instance's memory, as token buckets: a full one allows its capacity at once, and what was taken comes back evenly over
 * the period. A refusal takes nothing.
 *
 * <p>There are never more than so many budgets of each limit. One that was not touched for its period is full again and is forgotten.
 * Beyond the maximum the least used are, so a flood of new subjects pushes itself out rather than a budget that is guessed against all
 * the while; still, the maximum belongs well above the number of subjects that one period brings. What is refused makes no budget.
 */
public final class LocalRateLimits implements RateLimits {
    private final ClockMeter meter;
    private final Map<Limit, Budgets> budgets = new EnumMap<>(Limit.class);

    /** All budgets of one limit, by subject. */
    private record Budgets(Limit limit, Rate rate, ClockMeter meter, Cache<String, Bucket> bySubject) {
        Bucket of(String subject) {
            return bySubject.get(subject, added -> full());
        }

        private Bucket full() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(rate.capacity()).refillGreedy(rate.capacity(), rate.period()))
                    .withCustomTimePrecision(meter)
                    .build();
        }

        Budget left(ConsumptionProbe probe) {
            return new Budget(
                    limit, rate, probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
        }

        Budget empty(long nanosToWait) {
            return new Budget(limit, rate, 0, Duration.ofNanos(nanosToWait));
        }
    }

    /**
     * Full budgets of these rates.
     *
     * @param rates one for every limit that will ever be charged
     * @param maxBuckets how many budgets of each limit are remembered at the most; each takes less than a kilobyte
     */
    public LocalRateLimits(Map<Limit, Rate> rates, InstantSource clock, int maxBuckets) {
        if (rates.isEmpty() || maxBuckets < 1) {
            throw new IllegalArgumentException("there is at least one rate, and room for one budget");
        }
        this.meter = new ClockMeter(clock);
        rates.forEach((limit, rate) -> budgets.put(limit, budgets(limit, rate, maxBuckets)));
    }

    /**
     * Stricter budgets, for while those that all instances share cannot be asked: each instance allows a quarter of what all of them would together.
     * They outlive what they are for, so that a store which comes and goes allows no more than one that stays away.
     *
     * @param rates those of the shared budgets
     */
    public static LocalRateLimits stricter(Map<Limit, Rate> rates, InstantSource clock, int maxBuckets) {
        Map<Limit, Rate> stricter = new EnumMap<>(Limit.class);
        rates.forEach((limit, rate) -> stricter.put(limit, aQuarterOf(rate)));
        return new LocalRateLimits(stricter, clock, maxBuckets);
    }

    /** Rounded up: somebody has to get in. */
    private static Rate aQuarterOf(Rate rate) {
        return new Rate(Math.ceilDiv(rate.capacity(), 4), rate.period());
    }

    private Budgets budgets(Limit limit, Rate rate, int maxBuckets) {
        return new Budgets(
                limit,
                rate,
                meter,
                Caffeine.newBuilder()
                        .maximumSize(maxBuckets)
                        .expireAfterAccess(rate.period())
                        .ticker(meter)
                        .executor(Runnable::run)
                        .build());
    }

    @Override
    public Decision take(List<Charge> charges) {
        List<Budget> left = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            Budgets ofLimit = budgets(charge);
            ConsumptionProbe probe = ofLimit.of(charge.subject()).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                giveBack(charges.subList(0, i));
                Budget empty = ofLimit.empty(probe.getNanosToWaitForRefill());
                return new Decision.Limited(longest(empty, charges.subList(i + 1, charges.size())));
            }
            left.add(ofLimit.left(probe));
        }
        return new Decision.Allowed(left);
    }

    /** Of this one and those others that are empty too, the one that stays so for the longest. */
    private Budget longest(Budget empty, List<Charge> others) {
        return others.stream()
                .flatMap(other -> ifEmpty(other).stream())
                .reduce(empty, (one, other) -> one.refill().compareTo(other.refill()) < 0 ? other : one);
    }

    /** The budget, if it is empty. */
    private Optional<Budget> ifEmpty(Charge charge) {
        return existing(charge)
                .map(bucket -> bucket.estimateAbilityToConsume(1))
                .filter(probe -> !probe.canBeConsumed())
                .map(probe -> budgets(charge).empty(probe.getNanosToWaitForRefill()));
    }

    @Override
    public void giveBack(List<Charge> charges) {
        charges.forEach(charge -> existing(charge).ifPresent(bucket -> bucket.addTokens(1)));
    }

    /** A budget that is not there is full. */
    private Optional<Bucket> existing(Charge charge) {
        return Optional.ofNullable(budgets(charge).bySubject().getIfPresent(charge.subject()));
    }

    private Budgets budgets(Charge charge) {
        Budgets ofLimit = budgets.get(charge.limit());
        if (ofLimit == null) {
            throw new IllegalArgumentException("there is no rate for " + charge.limit());
        }
        return ofLimit;
    }

    /** How many budgets are remembered. */
    long size() {
        return budgets.values().stream()
                .map(Budgets::bySubject)
                .peek(Cache::cleanUp)
                .mapToLong(Cache::estimatedSize)
                .sum();
    }
}
