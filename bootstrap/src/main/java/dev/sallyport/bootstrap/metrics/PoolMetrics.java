package dev.sallyport.bootstrap.metrics;

import dev.sallyport.persistence.ConnectionObserver;
import dev.sallyport.persistence.ConnectionsInUse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Connections to the database: how many are used, who waits for one and for how long, and who waited in vain. */
final class PoolMetrics implements ConnectionObserver {
    private final Timer waits;
    private final Counter timeouts;

    /**
     * @param size how many connections there may be
     */
    PoolMetrics(MeterRegistry registry, Supplier<ConnectionsInUse> state, int size) {
        connections(registry, state, "active", ConnectionsInUse::active);
        connections(registry, state, "idle", ConnectionsInUse::idle);
        Gauge.builder("sallyport.database.connections.max", () -> size)
                .description("How many connections of the pool there may be")
                .register(registry);
        Gauge.builder(
                        "sallyport.database.connections.waiting",
                        () -> state.get().waiting())
                .description("How many threads wait for a connection of the pool")
                .register(registry);
        this.waits = Timer.builder("sallyport.database.connection.wait")
                .description("How long threads waited for a connection of the pool, if there was one in time")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1))
                .register(registry);
        this.timeouts = Counter.builder("sallyport.database.connection.timeouts")
                .description("Threads that got no connection in time")
                .register(registry);
    }

    private static void connections(
            MeterRegistry registry,
            Supplier<ConnectionsInUse> state,
            String name,
            ToIntFunction<ConnectionsInUse> count) {
        Gauge.builder("sallyport.database.connections", () -> count.applyAsInt(state.get()))
                .description("Connections of the pool")
                .tag("state", name)
                .register(registry);
    }

    @Override
    public void acquired(Duration waited) {
        waits.record(waited);
    }

    @Override
    public void timedOut() {
        timeouts.increment();
    }
}
