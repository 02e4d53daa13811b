package dev.sallyport.bootstrap.metrics;

import java.time.Duration;

/** The base unit of time. */
final class Seconds {
    private Seconds() {}

    static double of(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
