package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.persistence.mail.OutboxBacklog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final OutboxBacklog BACKLOG = new OutboxBacklog(3, 1, Duration.ofSeconds(4), Duration.ofMinutes(5));

    private final AtomicBoolean isAway = new AtomicBoolean();

    private OutboxBacklog outbox() {
        if (isAway.get()) {
            throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
        }
        return BACKLOG;
    }

    @Test
    void seesHowMuchWaits() {
        try (Lookout lookout = Lookout.start(new Threads(), this::outbox, () -> Duration.ofSeconds(6))) {
            await().until(() -> lookout.sight().isPresent());

            await().until(lookout::isDatabaseAnswering);
            assertThat(lookout.sight()).contains(new Lookout.Sight(BACKLOG, Duration.ofSeconds(6)));
            await().untilAsserted(() -> assertThat(lookout.jobs())
                    .singleElement(type(Repeating.class))
                    .satisfies(job -> assertThat(job.successes()).isEqualTo(1)));
        }
    }

    @Test
    void doesNotTakeADatabaseThatIsSlowForOneThatIsAway() {
        var looks = new AtomicInteger();
        Supplier<Duration> slow = () -> {
            looks.incrementAndGet();
            throw new ServiceUnavailable(
                    "database", Duration.ofSeconds(2), new SQLException("canceling statement", "57014"));
        };
        try (Lookout lookout = Lookout.start(new Threads(), this::outbox, slow)) {
            await().until(lookout::isDatabaseAnswering);

            assertThat(lookout.sight()).isEmpty();
            assertThat(looks).hasPositiveValue();
        }
    }

    @Test
    void knowsNothingWhileTheDatabaseIsAway() {
        try (Lookout lookout = Lookout.start(new Threads(), this::outbox, () -> Duration.ZERO)) {
            await().until(() -> lookout.sight().isPresent());

            isAway.set(true);
            lookout.jobs().forEach(Work::wake);

            await().until(() -> lookout.sight().isEmpty());
            assertThat(lookout.isDatabaseAnswering()).isFalse();
            await().untilAsserted(() -> assertThat(lookout.jobs())
                    .singleElement(type(Repeating.class))
                    .satisfies(job -> assertThat(job.failures()).isEqualTo(1)));
        }
    }
}
