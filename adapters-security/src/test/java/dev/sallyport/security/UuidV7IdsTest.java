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

    /** Counting up within a millisecond would give away part of the next id. */
    @Test
    void drawsAllRandomBitsAnewWithinAMillisecond() {
        Set<Long> low = new HashSet<>();
        int countedUp = 0;
        long before = ids.next().getLeastSignificantBits();
        for (int i = 0; i < 100; i++) {
            long random = ids.next().getLeastSignificantBits();
            countedUp += (random >>> 48) == (before >>> 48) + 1 ? 1 : 0;
            low.add(random & 0x7FFF_FFFFL);
            before = random;
        }

        assertThat(countedUp).isLessThan(5);
        assertThat(low).hasSize(100);
    }
}
