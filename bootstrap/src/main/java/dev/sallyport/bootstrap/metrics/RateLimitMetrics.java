package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.ratelimit.RateLimitHeaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is counted of rate limits: decisions by limit, and how the store of budgets does. */
public final class RateLimitMetrics {
    private final MeterRegistry registry;

    RateLimitMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The same limits, whose decisions are counted. */
    public RateLimits count(RateLimits limits) {
        return new MeteredRateLimits(limits, decisions("allowed"), decisions("limited"), decisions("unavailable"));
    }

    private Map<Limit, Counter> decisions(String decision) {
        return Arrays.stream(Limit.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), limit -> counter(limit, decision)));
    }

    private Counter counter(Limit limit, String decision) {
        return Counter.builder("sallyport.rate.limit.decisions")
                .description("Times that a budget was asked")
                .tag("limit", RateLimitHeaders.name(limit))
                .tag("decision", decision)
                .register(registry);
    }

    /** Of a store that all instances share. */
    public StoreMetrics store() {
        return new StoreMetrics(registry);
    }
}
