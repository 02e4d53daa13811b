package dev.sallyport.domain.registration;

import java.time.Duration;

/**
 * How long a registration may wait for its proof.
 *
 * @param codeLifetime how long a mailed code and link are accepted; at most 10 minutes (ASVS 6.5.5)
 * @param lifetime how long a new mail can be asked for
 * @param maxFailures after how many wrong codes or passwords the registration is void
 */
public record RegistrationPolicy(Duration codeLifetime, Duration lifetime, int maxFailures) {
    public RegistrationPolicy {
        if (codeLifetime.isNegative() || codeLifetime.isZero() || lifetime.compareTo(codeLifetime) < 0) {
            throw new IllegalArgumentException("a registration lives at least as long as its code, and both live");
        }
        if (maxFailures < 1) {
            throw new IllegalArgumentException("at least one try must be allowed");
        }
    }
}
