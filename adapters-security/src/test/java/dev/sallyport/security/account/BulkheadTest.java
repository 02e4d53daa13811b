package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.testing.Concurrently;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void letsOnlySoManyWorkAtOnce() throws Exception {
        Bulkhead bulkhead = new Bulkhead("work", 2, Duration.ZERO);

        Occupant.isIn(bulkhead, () -> {
            assertThat(bulkhead.run(() -> "done")).isEqualTo("done");
            assertThatThrownBy(() -> bulkhead.run(() -> bulkhead.run(() -> "done")))
                    .isInstanceOf(ServiceUnavailable.class);
        });
    }

    @Test
    void letsEverybodyWorkInTheEnd() {
        Bulkhead bulkhead = new Bulkhead("work", 2, LONG);

        assertThat(Concurrently.times(50, i -> bulkhead.run(() -> "done"))).hasSize(50);
    }

    @Test
    void keepsTheCarriersOfVirtualThreadsFree() {
        Bulkhead bulkhead = new Bulkhead("work", 2, LONG);

        List<Boolean> virtual = Concurrently.times(
                4, i -> bulkhead.run(() -> Thread.currentThread().isVirtual()));

        assertThat(virtual).containsOnly(false);
    }

    @Test
    void turnsAwayWhoHasWaitedTooLongAndSaysWhenToComeBack() throws Exception {
        Bulkhead bulkhead = new Bulkhead("work", 1, Duration.ofMillis(5));

        Occupant.isIn(bulkhead, () -> {
            assertThatThrownBy(() -> bulkhead.run(() -> "done"))
                    .asInstanceOf(type(ServiceUnavailable.class))
                    .satisfies(unavailable -> {
                        assertThat(unavailable.dependency()).isEqualTo("work");
                        assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                    });
        });

        assertThat(bulkhead.run(() -> "done")).isEqualTo("done");
    }

    @Test
    void doesWhatCanBeginAtOnceAndNothingElse() throws Exception {
        Bulkhead bulkhead = new Bulkhead("work", 1, LONG);

        Occupant.isIn(
                bulkhead, () -> assertThat(bulkhead.runIfFree(() -> "done")).isEmpty());

        assertThat(bulkhead.runIfFree(() -> "done")).contains("done");
        assertThat(bulkhead.runIfFree(() -> "again")).contains("again");
    }

    @Test
    void makesRoomAgainAfterAFailureOfWhatBeganAtOnce() {
        Bulkhead bulkhead = new Bulkhead("work", 1, Duration.ZERO);

        assertThatThrownBy(() -> bulkhead.runIfFree(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(bulkhead.run(() -> "done")).isEqualTo("done");
    }

    @Test
    void makesRoomAgainAfterAFailure() {
        Bulkhead bulkhead = new Bulkhead("work", 1, Duration.ZERO);

        assertThatThrownBy(() -> bulkhead.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(bulkhead.run(() -> "done")).isEqualTo("done");
    }

    @Test
    void stopsWaitingWhenInterruptedAndStaysInterrupted() throws Exception {
        Bulkhead bulkhead = new Bulkhead("work", 1, LONG);

        Occupant.isIn(bulkhead, () -> {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> bulkhead.run(() -> "done"))
                    .isInstanceOf(ServiceUnavailable.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @Test
    void refusesToBeBuiltForNobody() {
        assertThatThrownBy(() -> new Bulkhead("work", 0, LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bulkhead("work", 1, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
