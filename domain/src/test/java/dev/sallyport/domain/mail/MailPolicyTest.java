package dev.sallyport.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailPolicyTest {
    private static final MailPolicy POLICY =
            new MailPolicy(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(24));

    @Test
    void waitsTwiceAsLongAfterEveryFailureUpToTheLongest() {
        assertThat(POLICY.backoff(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(POLICY.backoff(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(POLICY.backoff(10)).isEqualTo(Duration.ofSeconds(2560));
        assertThat(POLICY.backoff(11)).isEqualTo(Duration.ofHours(1));
        assertThat(POLICY.backoff(1_000_000)).isEqualTo(Duration.ofHours(1));
    }
}
