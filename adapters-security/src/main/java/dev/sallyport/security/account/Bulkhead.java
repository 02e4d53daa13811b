package dev.sallyport.security.account;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets only so many do the same costly thing at once, first come, first served; who has waited too long is turned away. */
final class Bulkhead {
    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final Semaphore permits;
    private final Duration maxWait;

    Bulkhead(String name, int concurrency, Duration maxWait) {
        if (concurrency < 1 || maxWait.isNegative()) {
            throw new IllegalArgumentException("at least one at a time, and no negative wait");
        }
        this.name = name;
        this.permits = new Semaphore(concurrency, true);
        this.maxWait = maxWait;
    }

    /**
     * Does the work on the caller's thread.
     *
     * @throws ServiceUnavailable if nobody was done in time, or the caller was interrupted while it waited
     */
    <T> T run(Supplier<T> work) {
        acquire();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ServiceUnavailable(name, retryAfter(), null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable(name, retryAfter(), interrupted);
        }
    }

    private Duration retryAfter() {
        return maxWait.compareTo(LEAST_RETRY_AFTER) < 0 ? LEAST_RETRY_AFTER : maxWait;
    }
}
