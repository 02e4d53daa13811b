package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How hashing does: how many hashes are made, how many callers wait and for how long, and how many waited in vain. */
public final class HashingMetrics {
    private final MeterRegistry registry;

    HashingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * The same hasher, measured.
     *
     * @param concurrency how many hashes it makes at once
     */
    public PasswordHasher measure(Argon2idPasswordHasher hasher, int concurrency) {
        Gauge.builder("sallyport.password.hashing.permits", () -> concurrency)
                .description("How many passwords may be hashed at once")
                .register(registry);
        Gauge.builder("sallyport.password.hashing.active", hasher, shown -> concurrency - shown.free())
                .description("How many passwords are being hashed")
                .register(registry);
        Gauge.builder("sallyport.password.hashing.waiting", hasher, Argon2idPasswordHasher::waiting)
                .description("How many callers wait for their turn")
                .register(registry);
        return new MeteredPasswordHasher(
                hasher,
                timer(
                        "sallyport.password.hashing.wait",
                        "How long callers waited in line, before anything was looked up"),
                timer(
                        "sallyport.password.hashing.duration",
                        "How long hashing a password took, with the wait for a permit"),
                Counter.builder("sallyport.password.hashing.rejected")
                        .description("Callers whose turn did not come in time, and who were answered 503")
                        .register(registry));
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
