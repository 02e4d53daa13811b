package dev.sallyport.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.MutableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7IdsTest {
    private final MutableClock clock = new MutableClock();
    private final UuidV7Ids ids = new UuidV7Ids(clock);

    @Test
    void carriesTheTimeInFront() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.instant().toEpochMilli());
    }

    @Test
    void sortsByTime() {
        String earlier = ids.next().toString();
        clock.advance(Duration.ofMillis(1));

        assertThat(ids.next().toString()).isGreaterThan(earlier);
    }

    /** Counting up within a millisecond would make the next id easy to guess. */
    @Test
    void drawsAllRandomBitsAnewWithinAMillisecond() {
        Set<Long> high = new HashSet<>();
        Set<Long> low = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            long random = ids.next().getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL;
            high.add(random >>> 31);
            low.add(random & 0x7FFF_FFFFL);
        }

        assertThat(high).hasSize(100);
        assertThat(low).hasSize(100);
    }
}
