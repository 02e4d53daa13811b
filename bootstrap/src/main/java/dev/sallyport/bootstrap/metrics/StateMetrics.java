package dev.sallyport.bootstrap.metrics;

import dev.sallyport.bootstrap.background.Lookout;
import dev.sallyport.persistence.mail.OutboxBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** How things stand at this moment. What is not known is not a number. */
public final class StateMetrics {
    private final MeterRegistry registry;

    StateMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows which version runs. */
    public void version(String version) {
        Gauge.builder("sallyport.build.info", () -> 1)
                .description("The version that runs")
                .tag("version", version)
                .register(registry);
    }

    /** Shows whether something is there that the server depends on; it is asked with every scrape, so it answers at once. */
    public void dependency(String name, BooleanSupplier isUp) {
        Gauge.builder("sallyport.dependency.up", () -> isUp.getAsBoolean() ? 1 : 0)
                .description("Whether something is there that the server depends on")
                .tag("dependency", name)
                .register(registry);
    }

    /** Shows how long it has been since all was known that was revoked. */
    public void revocationLag(Supplier<Optional<Duration>> lag) {
        age("sallyport.revocation.lag", "How long it has been since all was known that was revoked anywhere", lag);
    }

    /** Shows what is seen of the outbox and of the audit trail. */
    public void lookout(Lookout lookout) {
        mails("queued", lookout, OutboxBacklog::queued);
        mails("dead", lookout, OutboxBacklog::dead);
        age(
                "sallyport.outbox.overdue",
                "For how long the mail has been due that has been so longest",
                () -> lookout.sight().map(sight -> sight.outbox().overdue()));
        age(
                "sallyport.outbox.oldest",
                "For how long the oldest mail has waited, whose tries may have failed",
                () -> lookout.sight().map(sight -> sight.outbox().oldest()));
        age(
                "sallyport.audit.unsealed",
                "For how long an entry of the audit trail has waited to be sealed",
                () -> lookout.sight().map(Lookout.Sight::unsealed));
    }

    private void mails(String state, Lookout lookout, Function<OutboxBacklog, Long> count) {
        Gauge.builder(
                        "sallyport.outbox.mails",
                        () -> lookout.sight()
                                .map(sight -> count.apply(sight.outbox()).doubleValue())
                                .orElse(Double.NaN))
                .description("Mails that are to be sent yet, and that cannot be delivered at all")
                .tag("state", state)
                .register(registry);
    }

    private void age(String name, String description, Supplier<Optional<Duration>> age) {
        Gauge.builder(name, () -> age.get().map(Seconds::of).orElse(Double.NaN))
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }
}
