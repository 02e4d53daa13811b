package dev.sallyport.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    /** Counts how many ask it at the same time: each waits a moment for a second one. */
    private static final class Crowd implements HealthCheck {
        private final AtomicInteger asking = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch second = new CountDownLatch(2);

        @Override
        public String name() {
            return "database";
        }

        @Override
        public boolean isHealthy() {
            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
            second.countDown();
            try {
                second.await(50, TimeUnit.MILLISECONDS);
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                asking.decrementAndGet();
            }
        }
    }

    @Test
    void asksOnceAtATimeHoweverManyWantToKnow() {
        Crowd crowd = new Crowd();
        try (var readiness = new Readiness(List.of(crowd))) {
            var reports = Concurrently.times(20, i -> readiness.report().ready());

            assertThat(reports).hasSize(20).containsOnly(true);
            assertThat(crowd.most).hasValue(1);
        }
    }
}
