package dev.sallyport.application;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets only so many in at once, first come, first served; who has waited too long is turned away. */
public final class Gate {
    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final Semaphore places;
    private final Duration maxWait;

    /**
     * A gate.
     *
     * @param name what is behind it, in one word, for logs
     * @param places how many may be inside at once
     * @param maxWait how long somebody waits for a place at the most
     */
    public Gate(String name, int places, Duration maxWait) {
        if (places < 1 || maxWait.isNegative()) {
            throw new IllegalArgumentException("at least one at a time, and no negative wait");
        }
        this.name = name;
        this.places = new Semaphore(places, true);
        this.maxWait = maxWait;
    }

    /**
     * Does the work when there is a place.
     *
     * @throws ServiceUnavailable if there was none in time, or the caller was interrupted while it waited
     */
    public <T extends @Nullable Object> T pass(Supplier<T> work) {
        enter();
        return workInside(work);
    }

    /**
     * Does the work if there is a place, without making anybody wait who was there before.
     *
     * @return empty if there is none
     */
    public <T> Optional<T> passIfFree(Supplier<T> work) {
        return places.hasQueuedThreads() || !places.tryAcquire() ? Optional.empty() : Optional.of(workInside(work));
    }

    private <T extends @Nullable Object> T workInside(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (!places.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ServiceUnavailable(name, retryAfter(), null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable(name, retryAfter(), interrupted);
        }
    }

    /** How many wait for a place at this moment. */
    public int waiting() {
        return places.getQueueLength();
    }

    /** How many places are free at this moment. */
    public int free() {
        return places.availablePermits();
    }

    private Duration retryAfter() {
        return maxWait.compareTo(LEAST_RETRY_AFTER) < 0 ? LEAST_RETRY_AFTER : maxWait;
    }
}
