package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Limits whose decisions are counted: what was allowed for each of its budgets, what was limited for the one that is exhausted, and what
 * could not be decided for each that was asked for.
 */
final class MeteredRateLimits implements RateLimits {
    private final RateLimits limits;
    private final Map<Limit, Counter> allowed;
    private final Map<Limit, Counter> limited;
    private final Map<Limit, Counter> unavailable;

    /** Counters for every limit there is. */
    MeteredRateLimits(
            RateLimits limits,
            Map<Limit, Counter> allowed,
            Map<Limit, Counter> limited,
            Map<Limit, Counter> unavailable) {
        this.limits = limits;
        this.allowed = allowed;
        this.limited = limited;
        this.unavailable = unavailable;
    }

    @Override
    public Decision take(List<Charge> charges) {
        Decision decision = decide(charges);
        switch (decision) {
            case Decision.Allowed all -> count(allowed, charges);
            case Decision.Limited(var exhausted) -> count(limited, exhausted.limit());
        }
        return decision;
    }

    private Decision decide(List<Charge> charges) {
        try {
            return limits.take(charges);
        } catch (ServiceUnavailable outage) {
            count(unavailable, charges);
            throw outage;
        }
    }

    private static void count(Map<Limit, Counter> counters, List<Charge> charges) {
        for (Charge charge : charges) {
            count(counters, charge.limit());
        }
    }

    private static void count(Map<Limit, Counter> counters, Limit limit) {
        Objects.requireNonNull(counters.get(limit)).increment();
    }

    @Override
    public void giveBack(List<Charge> charges) {
        limits.giveBack(charges);
    }
}
