package dev.sallyport.bootstrap.metrics;

import dev.sallyport.bootstrap.background.Repeating;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is done in the background: how often it went well, how often it did not, and for how long it has not. */
final class JobMetrics {
    /** Prometheus itself calls by the name of "job" whom it has asked. */
    private static final String TASK = "task";

    private final MeterRegistry registry;

    JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(Repeating job) {
        runs(job, "succeeded", Repeating::successes);
        runs(job, "failed", Repeating::failures);
        Gauge.builder("sallyport.background.last.success.age", job, JobMetrics::age)
                .description("For how long it has not gone well")
                .baseUnit("seconds")
                .tag(TASK, job.name())
                .strongReference(true)
                .register(registry);
    }

    private void runs(Repeating job, String outcome, ToDoubleFunction<Repeating> count) {
        FunctionCounter.builder("sallyport.background.runs", job, count)
                .description("Times that something was done in the background")
                .tag(TASK, job.name())
                .tag("outcome", outcome)
                .register(registry);
    }

    private static double age(Repeating job) {
        return job.sinceSuccess().map(Seconds::of).orElse(Double.NaN);
    }
}
