package dev.sallyport.ratelimit.redis;

import java.time.Duration;

/**
 * How long Redis is waited for.
 *
 * @param connect for a connection to it, and for one that another call has to give back first
 * @param answer for each answer
 */
public record RedisPatience(Duration connect, Duration answer) {
    /** Whoever signs in should not notice that Redis is gone. */
    public static final RedisPatience STANDARD = new RedisPatience(Duration.ofMillis(50), Duration.ofMillis(50));

    public RedisPatience {
        if (connect.toMillis() < 1 || answer.toMillis() < 1) {
            throw new IllegalArgumentException("without any patience nothing is ever answered");
        }
    }
}
