package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTwoSeconds() {
        assertThat(Stream.iterate(Backoff.FIRST, Backoff::next).limit(7))
                .extracting(backoff -> backoff.step().toMillis())
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
    }

    @Test
    void spreadsTheWaitsOverTheirLastQuarter() {
        var pauses =
                LongStream.range(-1_000, 1_000).mapToObj(Backoff.FIRST::pause).toList();

        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(75), Duration.ofMillis(100)));
        assertThat(pauses).contains(Duration.ofMillis(100));
        assertThat(pauses.stream().min(Duration::compareTo))
                .hasValueSatisfying(least -> assertThat(least).isLessThan(Duration.ofMillis(76)));
    }
}
