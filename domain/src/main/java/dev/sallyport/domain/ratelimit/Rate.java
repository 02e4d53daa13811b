package dev.sallyport.domain.ratelimit;

import java.time.Duration;

/** At most so many in any such period, written {@code 10/1m} in settings. */
public record Rate(int capacity, Duration period) {
    public Rate {
        if (capacity < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a rate allows at least one in a period longer than zero");
        }
    }
}
