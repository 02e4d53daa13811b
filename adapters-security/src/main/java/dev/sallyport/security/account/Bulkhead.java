package dev.sallyport.security.account;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many do the same costly thing at once, first come, first served; who has waited too long is turned away. The work is
 * done by platform threads of its own: on the callers' virtual threads it would hold the few carriers that every other request needs.
 */
final class Bulkhead {
    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    /** After so long without work a thread ends, so that nobody has to end it. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final String name;
    private final Semaphore permits;
    private final Duration maxWait;
    private final Executor threads;

    Bulkhead(String name, int concurrency, Duration maxWait) {
        if (concurrency < 1 || maxWait.isNegative()) {
            throw new IllegalArgumentException("at least one at a time, and no negative wait");
        }
        this.name = name;
        this.permits = new Semaphore(concurrency, true);
        this.maxWait = maxWait;
        this.threads = threads(name, concurrency);
    }

    private static Executor threads(String name, int concurrency) {
        var threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Has the work done if that can begin at once, without making anybody wait who was there before.
     *
     * @return empty if it cannot
     */
    <T> Optional<T> runIfFree(Supplier<T> work) {
        if (permits.hasQueuedThreads() || !permits.tryAcquire()) {
            return Optional.empty();
        }
        return Optional.of(runWithPermit(work));
    }

    /**
     * Has the work done and waits for it.
     *
     * @throws ServiceUnavailable if nobody was done in time, or the caller was interrupted while it waited
     */
    <T> T run(Supplier<T> work) {
        acquire();
        return runWithPermit(work);
    }

    private <T> T runWithPermit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException failed) {
            throw failureOf(failed);
        } finally {
            permits.release();
        }
    }

    /** What the work threw, as if the caller had done it. */
    private static RuntimeException failureOf(CompletionException failed) {
        return switch (failed.getCause()) {
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            case null, default -> failed;
        };
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
