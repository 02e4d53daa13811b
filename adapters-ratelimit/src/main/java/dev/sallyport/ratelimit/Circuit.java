package dev.sallyport.ratelimit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the store may be asked. The first failure opens the circuit, and from then on a thread in the background asks instead of the requests,
 * until there is an answer in time.
 *
 * <p>A single failure is mostly a stumble: a pause for garbage, a busy machine, one broken connection. So the first probe follows at once, and
 * only if that fails too there is something to tell. Who stumbles again and again is told of all the same, and has to wait ever longer, lest it
 * opens and closes all the time.
 */
final class Circuit implements AutoCloseable {
    /** After so long without a failure, all is as if there never was one. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private static final int MOST_STUMBLES = 3;

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final Supplier<Optional<String>> probe;
    private final StoreListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch firstAnswer = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Thread prober;

    // Only of the one prober that there is at a time.
    private Backoff backoff = Backoff.FIRST;
    private @Nullable Long troubledUntil;
    private int stumbles;

    private Circuit(Supplier<Optional<String>> probe, StoreListener listener) {
        this.probe = probe;
        this.listener = listener;
    }

    /**
     * Begins with a first probe, and waits for what comes of it.
     *
     * @param probe asks the store; answers why that failed, or nothing if it did not
     */
    static Circuit start(Supplier<Optional<String>> probe, StoreListener listener) {
        Circuit circuit = new Circuit(probe, listener);
        circuit.startProbing(circuit::begin);
        try {
            circuit.firstAnswer.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return circuit;
    }

    /** Whether the store may be asked. */
    boolean isClosed() {
        return closed.get();
    }

    /** It was asked in vain. */
    void failed(String reason) {
        if (closed.compareAndSet(true, false)) {
            startProbing(() -> probeAgain(reason));
        }
    }

    private void startProbing(Runnable probing) {
        prober = Thread.ofVirtual().name("rate-limit-probe").start(probing);
    }

    private void begin() {
        Optional<String> failure = probe.get();
        if (failure.isEmpty()) {
            letAsk();
        } else {
            tellAndProbe(failure.get());
        }
    }

    private void probeAgain(String firstReason) {
        if (troubledUntil != null && System.nanoTime() - troubledUntil >= FORGOTTEN.toNanos()) {
            stumbles = 0;
            backoff = Backoff.FIRST;
        }
        Optional<String> failure = stumbles < MOST_STUMBLES ? probe.get() : Optional.of(firstReason);
        if (failure.isEmpty()) {
            stumbles++;
            troubledUntil = System.nanoTime();
            letAsk();
        } else {
            tellAndProbe(failure.get());
        }
    }

    private void tellAndProbe(String reason) {
        if (hasEnded()) {
            return;
        }
        listener.opened(reason);
        firstAnswer.countDown();
        while (!hasEndedWithin(backoff.pause(System.nanoTime()))) {
            backoff = backoff.next();
            if (probe.get().isEmpty()) {
                // First of all, so that nobody can fail again before, and listeners hear of changes in their order.
                listener.closed();
                stumbles = 0;
                troubledUntil = System.nanoTime();
                letAsk();
                return;
            }
        }
    }

    private void letAsk() {
        closed.set(true);
        firstAnswer.countDown();
    }

    private boolean hasEnded() {
        return end.getCount() == 0;
    }

    private boolean hasEndedWithin(Duration pause) {
        try {
            return end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Probes no more. */
    @Override
    public void close() {
        end.countDown();
        Thread last = prober;
        if (last != null) {
            last.interrupt();
            try {
                last.join(LONGEST_GOODBYE);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
