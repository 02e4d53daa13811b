package dev.sallyport.domain.recovery;

import java.time.Duration;

/**
 * How a lost password can be replaced.
 *
 * @param linkLifetime how long a mailed link is accepted
 */
public record RecoveryPolicy(Duration linkLifetime) {
    public RecoveryPolicy {
        if (!linkLifetime.isPositive()) {
            throw new IllegalArgumentException("a link must live longer than zero");
        }
    }
}
