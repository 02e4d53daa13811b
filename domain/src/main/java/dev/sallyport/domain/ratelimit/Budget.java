package dev.sallyport.domain.ratelimit;

import java.time.Duration;

/**
 * What is left of the tries that one limit allows to one subject; whose it is, it does not tell.
 *
 * @param remaining how many more it allows at once
 * @param refill if it is empty, when it allows the next one; else, when it is full again
 */
public record Budget(Limit limit, Rate rate, long remaining, Duration refill) {
    public Budget {
        if (remaining < 0 || refill.isNegative()) {
            throw new IllegalArgumentException("a budget is never less than empty, nor refilled in the past");
        }
    }
}
