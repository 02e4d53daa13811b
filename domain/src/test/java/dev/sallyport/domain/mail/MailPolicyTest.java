package dev.sallyport.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailPolicyTest {
    private static final MailPolicy POLICY = MailPolicy.STANDARD;
    private static final MailId MAIL = new MailId(UUID.fromString("0198f2a1-1c5e-7a90-8f0e-5b1a2c3d4e5f"));

    @Test
    void waitsTwiceAsLongAfterEveryFailureUpToTheLongest() {
        assertThat(POLICY.backoff(MAIL, 1)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        assertThat(POLICY.backoff(MAIL, 2)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(POLICY.backoff(MAIL, 10)).isBetween(Duration.ofSeconds(1280), Duration.ofSeconds(2560));
        assertThat(POLICY.backoff(MAIL, 11)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(POLICY.backoff(MAIL, 1_000_000)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }

    @Test
    void spreadsMailsThatFailedTogetherEvenlySoThatTheyDoNotComeBackTogether() {
        List<Duration> waits = IntStream.range(0, 1000)
                .mapToObj(i -> POLICY.backoff(new MailId(UUID.randomUUID()), 1))
                .toList();

        for (int quarter = 0; quarter < 4; quarter++) {
            Duration from = Duration.ofMillis(2500 + 625 * quarter);
            assertThat(waits)
                    .filteredOn(wait -> wait.compareTo(from) > 0 && wait.compareTo(from.plusMillis(625)) <= 0)
                    .hasSizeBetween(180, 320);
        }
    }

    @Test
    void spreadsTheRetriesOfOneMailDifferentlyEachTime() {
        assertThat(IntStream.range(20, 30).mapToObj(failures -> POLICY.backoff(MAIL, failures)))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesUpADayAfterTheMailWasQueued() {
        Instant queued = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(POLICY.givesUp(queued, queued.plus(Duration.ofHours(24)).minusMillis(1)))
                .isFalse();
        assertThat(POLICY.givesUp(queued, queued.plus(Duration.ofHours(24)))).isTrue();
    }
}
