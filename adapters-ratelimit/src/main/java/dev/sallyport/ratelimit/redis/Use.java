package dev.sallyport.ratelimit.redis;

import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One charge, as Redis is told of it.
 *
 * @param place among the charges of its call
 * @param key of its budget in Redis
 */
record Use(int place, Limit limit, Rate rate, String key) {
    /** What both scripts want to know of it. */
    List<String> arguments() {
        return List.of(
                Integer.toString(rate.capacity()),
                Long.toString(rate.period().toNanos()
                        / ChronoUnit.MICROS.getDuration().toNanos()));
    }

    Budget budget(long remaining, long microseconds) {
        return new Budget(limit, rate, remaining, Duration.of(microseconds, ChronoUnit.MICROS));
    }
}
