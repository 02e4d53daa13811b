package dev.sallyport.bootstrap.metrics;

import dev.sallyport.http.routing.RouteGroup;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/**
 * All that is counted and measured, as one place has it. What something is counted by is one of a few words that are known beforehand: never
 * an address, an id or anything else that a stranger chooses.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** From now on the process itself is measured, too. */
    public void observeProcess() {
        collections.bindTo(registry);
        List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(basics -> basics.bindTo(registry));
    }

    /** Those of rate limits. */
    public RateLimitMetrics rateLimits() {
        return new RateLimitMetrics(registry);
    }

    /** Where they are read. */
    public RouteGroup routes() {
        return new MetricsRoutes(registry.getPrometheusRegistry());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
