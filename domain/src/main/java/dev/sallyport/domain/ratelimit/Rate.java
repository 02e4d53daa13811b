package dev.sallyport.domain.ratelimit;

import java.time.Duration;

/**
 * So many at once, and so many more, evenly, in every such period (a token bucket): written {@code 10/1m} in settings.
 *
 * @param capacity how many are allowed at once to whoever has not tried for a period
 */
public record Rate(int capacity, Duration period) {
    public Rate {
        if (capacity < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a rate allows at least one in a period longer than zero");
        }
    }
}
