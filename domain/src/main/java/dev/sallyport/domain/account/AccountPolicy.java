package dev.sallyport.domain.account;

import java.time.Duration;

/**
 * How long changes of an account can be completed and taken back.
 *
 * @param codeLifetime how long the code that proves a new address is accepted; at most 10 minutes (ASVS 6.5.5)
 * @param maxCodeFailures after how many wrong codes a change of address is void
 * @param undoLifetime for how long the holder of the old address can take a change of address back
 * @param deletionGrace for how long the owner of a deleted account can change their mind; zero for not at all
 */
public record AccountPolicy(Duration codeLifetime, int maxCodeFailures, Duration undoLifetime, Duration deletionGrace) {
    public AccountPolicy {
        if (!codeLifetime.isPositive() || !undoLifetime.isPositive() || deletionGrace.isNegative()) {
            throw new IllegalArgumentException("lifetimes must be longer than zero, and the grace not negative");
        }
        if (maxCodeFailures < 1) {
            throw new IllegalArgumentException("at least one try must be allowed");
        }
    }
}
