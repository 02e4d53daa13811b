package dev.sallyport.persistence;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.time.Duration;

/** Hands on what HikariCP has to say. */
final class ObservedPool implements IMetricsTracker {
    private final ConnectionObserver observer;

    ObservedPool(ConnectionObserver observer) {
        this.observer = observer;
    }

    @Override
    public void recordConnectionAcquiredNanos(long waited) {
        observer.acquired(Duration.ofNanos(waited));
    }

    @Override
    public void recordConnectionTimeout() {
        observer.timedOut();
    }
}
