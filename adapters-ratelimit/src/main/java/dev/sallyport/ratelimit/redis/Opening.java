package dev.sallyport.ratelimit.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Redis, which is opened in the background from the start on. A failure is found out by the next who asks, who also has it tried again; what takes
 * longer than they wait goes on without them.
 */
final class Opening implements AutoCloseable {
    private final Supplier<OpenRedis> open;
    private volatile CompletableFuture<OpenRedis> current;
    private @Nullable OpenRedis opened;
    private boolean closed;

    Opening(Supplier<OpenRedis> open) {
        this.open = open;
        this.current = begin();
    }

    private CompletableFuture<OpenRedis> begin() {
        return CompletableFuture.supplyAsync(
                this::openUnlessClosed, Thread.ofVirtual().name("sallyport-redis-opening")::start);
    }

    private OpenRedis openUnlessClosed() {
        OpenRedis redis = open.get();
        synchronized (this) {
            if (!closed) {
                opened = redis;
                return redis;
            }
        }
        redis.close();
        throw new IllegalStateException("nobody wants it any more");
    }

    /**
     * Waits until Redis is open.
     *
     * @throws TimeoutException if it takes longer than that
     * @throws RuntimeException if it could not be opened
     */
    OpenRedis await(Duration patience) throws InterruptedException, TimeoutException {
        try {
            return newest().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        }
    }

    private CompletableFuture<OpenRedis> newest() {
        CompletableFuture<OpenRedis> newest = current;
        return newest.isCompletedExceptionally() ? again() : newest;
    }

    private synchronized CompletableFuture<OpenRedis> again() {
        if (!closed && current.isCompletedExceptionally()) {
            current = begin();
        }
        return current;
    }

    /** Closes it, or as soon as it is open. */
    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
