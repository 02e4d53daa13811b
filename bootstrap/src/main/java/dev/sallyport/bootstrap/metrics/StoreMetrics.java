package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.ratelimit.GuardedRateLimits;
import dev.sallyport.ratelimit.StoreListener;
import dev.sallyport.ratelimit.redis.RedisListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How long the store of budgets takes, how often it fails, and whether it is asked at all. */
public final class StoreMetrics implements RedisListener, StoreListener {
    private final MeterRegistry registry;
    private final Timer answers;
    private final Counter failures;
    private final Counter openings;
    private final Counter closings;

    StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.answers = Timer.builder("sallyport.rate.limit.store")
                .description("How long the store of budgets took to answer")
                .serviceLevelObjectives(
                        Duration.ofNanos(250_000),
                        Duration.ofNanos(500_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        GuardedRateLimits.LONGEST_CALL)
                .register(registry);
        this.failures = Counter.builder("sallyport.rate.limit.store.failures")
                .description("Questions that the store of budgets did not answer, or not in time")
                .register(registry);
        this.openings = changes("fallback");
        this.closings = changes("store");
    }

    private Counter changes(String to) {
        return Counter.builder("sallyport.rate.limit.fallback.changes")
                .description("Times that it was given up to ask the store of budgets, and begun again")
                .tag("to", to)
                .register(registry);
    }

    /** Shows whether that one asks its store. */
    public void show(GuardedRateLimits guarded) {
        Gauge.builder("sallyport.rate.limit.fallback", guarded, shown -> shown.isAnswering() ? 0 : 1)
                .description("Whether budgets are asked elsewhere, as their store does not answer")
                .register(registry);
    }

    @Override
    public void answered(Duration took) {
        answers.record(took);
    }

    @Override
    public void failed(Duration took, ServiceUnavailable failure) {
        failures.increment();
    }

    @Override
    public void opened(String reason) {
        openings.increment();
    }

    @Override
    public void closed() {
        closings.increment();
    }
}
