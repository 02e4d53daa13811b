package dev.sallyport.security.account;

import dev.sallyport.application.Gate;
import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many do the same costly thing at once, behind a {@link Gate}. The work is done by platform threads of its own: on the callers'
 * virtual threads it would hold the few carriers that every other request needs.
 */
final class Bulkhead {
    /** After so long without work a thread ends, so that nobody has to end it. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Gate gate;
    private final Executor threads;

    Bulkhead(String name, int concurrency, Duration maxWait) {
        this.gate = new Gate(name, concurrency, maxWait);
        this.threads = threads(name, concurrency);
    }

    /** With the lowest priority, so that requests which take no time are not kept waiting by work that takes long. */
    @SuppressWarnings("ThreadPriorityCheck") // a wish that the system may ignore
    private static Executor threads(String name, int concurrency) {
        var threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .name(name + "-", 0)
                        .factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** How many wait for their turn at this moment. */
    int waiting() {
        return gate.waiting();
    }

    /** How many more could begin at this moment. */
    int free() {
        return gate.free();
    }

    /**
     * Has the work done and waits for it.
     *
     * @throws ServiceUnavailable if nobody was done in time, or the caller was interrupted while it waited
     */
    <T> T run(Supplier<T> work) {
        return gate.pass(() -> onAThread(work));
    }

    /**
     * Has the work done if that can begin at once, without making anybody wait who was there before.
     *
     * @return empty if it cannot
     */
    <T> Optional<T> runIfFree(Supplier<T> work) {
        return gate.passIfFree(() -> onAThread(work));
    }

    private <T> T onAThread(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException failed) {
            throw failureOf(failed);
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
}
