package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.bootstrap.background.Repeating;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.http.routing.RequestObserver;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.persistence.Database;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

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

    /** Counts requests. */
    public RequestObserver requests() {
        return new HttpMetrics(registry);
    }

    /** Counts what is written into the audit trail. */
    public Consumer<AuditEvent> events() {
        return new EventMetrics(registry);
    }

    /** Those of hashing. */
    public HashingMetrics hashing() {
        return new HashingMetrics(registry);
    }

    /** From now on the database's pool is measured, too; so many connections may be in it. */
    public void observe(Database database, int poolSize) {
        database.observeConnections(new PoolMetrics(registry, database::connections, poolSize));
    }

    /** The same transport, whose deliveries are timed. */
    public MailTransport measure(MailTransport transport) {
        return new MeteredMailTransport(registry, transport);
    }

    /** The same verifier, whose answers are counted. */
    public ChallengeVerifier count(ChallengeVerifier verifier) {
        return new MeteredChallengeVerifier(registry, verifier);
    }

    /** The same keys, of which it is shown for how long one has signed. */
    public SigningKeys show(SigningKeys inUse, InstantSource clock) {
        return new MeteredSigningKeys(registry, inUse, clock);
    }

    /** Shows what goes on in the background. */
    public void show(List<Repeating> jobs) {
        JobMetrics metrics = new JobMetrics(registry);
        jobs.forEach(metrics::show);
    }

    /** How things stand. */
    public StateMetrics state() {
        return new StateMetrics(registry);
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
