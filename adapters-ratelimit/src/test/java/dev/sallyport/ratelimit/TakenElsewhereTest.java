package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenElsewhereTest {
    private static final Charge ADA = new Charge(Limit.LOGIN, "ada");
    private static final Charge BOB = new Charge(Limit.LOGIN, "bob");

    private final MutableClock clock = new MutableClock();
    private final TakenElsewhere taken = new TakenElsewhere(clock);

    @Test
    void tellsOnceForEachTimeWhereSomethingWasTaken() {
        taken.add(List.of(ADA));
        taken.add(List.of(ADA));

        assertThat(taken.sort(List.of(ADA, BOB))).isEqualTo(new TakenElsewhere.Sorted(List.of(ADA), List.of(BOB)));
        assertThat(taken.sort(List.of(ADA, ADA))).isEqualTo(new TakenElsewhere.Sorted(List.of(ADA), List.of(ADA)));
    }

    @Test
    void forgetsWhatNobodyWillGiveBackAnyMore() {
        taken.add(List.of(ADA, BOB));

        clock.advance(TakenElsewhere.REMEMBERED.minusNanos(1));
        assertThat(taken.sort(List.of(ADA)).elsewhere()).containsExactly(ADA);
        clock.advance(Duration.ofNanos(1));
        assertThat(taken.sort(List.of(BOB)).elsewhere()).isEmpty();
    }
}
