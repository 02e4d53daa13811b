package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void goesOnWithoutBeingWoken() {
        try (var repeating = Repeating.start("test", Duration.ZERO, () -> {
            runs.incrementAndGet();
            return Duration.ofMillis(1);
        })) {
            await().untilAsserted(() -> assertThat(runs).hasValueGreaterThan(3));
            assertThat(repeating).isNotNull();
        }
    }

    @Test
    void waitsUntilItIsWoken() {
        try (Repeating repeating = Repeating.start("test", FOR_EVER, this::once)) {
            assertThat(runs).hasValue(0);

            repeating.wake();

            await().untilAsserted(() -> assertThat(runs).hasValue(1));
        }
    }

    @Test
    void goesOnAfterWhatNobodyForesaw() {
        try (Repeating repeating = Repeating.start("test", Duration.ZERO, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new StackOverflowError("on purpose");
            }
            return FOR_EVER;
        })) {
            await().untilAsserted(() -> assertThat(runs).hasValue(1));

            repeating.wake();

            await().untilAsserted(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void runsOnceMoreIfItIsWokenMeanwhile() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (Repeating repeating = Repeating.start("test", Duration.ZERO, () -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return once();
        })) {
            begun.await();
            repeating.wake();
            mayEnd.countDown();

            await().untilAsserted(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void finishesWhatItIsAtAndThenStops() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Repeating repeating = Repeating.start("test", Duration.ZERO, () -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return once();
        });
        begun.await();
        Thread closing = Thread.ofVirtual().start(repeating::close);

        assertThat(closing.join(Duration.ofMillis(50))).isFalse();
        mayEnd.countDown();

        assertThat(closing.join(Duration.ofSeconds(5))).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void stopsWaitingWhenItIsClosed() {
        Repeating repeating = Repeating.start("test", FOR_EVER, this::once);
        long begun = System.nanoTime();

        repeating.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(runs).hasValue(0);
    }

    private Duration once() {
        runs.incrementAndGet();
        return FOR_EVER;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
