package dev.sallyport.ratelimit;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store of budgets that fails as it is told to. */
final class UnreliableStore implements RateLimits {
    private final RateLimits budgets;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private volatile @Nullable CountDownLatch hung;
    private volatile @Nullable CountDownLatch stuck;
    private volatile @Nullable RuntimeException failure;

    UnreliableStore(RateLimits budgets) {
        this.budgets = budgets;
    }

    /** From now on it answers nobody, until somebody interrupts. */
    void hang() {
        hung = new CountDownLatch(1);
    }

    /** The same, and interruptions are not heeded. */
    void stick() {
        stuck = new CountDownLatch(1);
    }

    /** From now on it says that it cannot be asked. */
    void fail() {
        failWith(new ServiceUnavailable(
                "store", Duration.ofSeconds(9), new IllegalStateException(new IOException("refused"))));
    }

    void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    /** From now on it answers, those too who have been waiting. */
    void recover() {
        failure = null;
        release(hung);
        hung = null;
        release(stuck);
        stuck = null;
    }

    private static void release(@Nullable CountDownLatch latch) {
        if (latch != null) {
            latch.countDown();
        }
    }

    /** How often it was asked, probes included. */
    int calls() {
        return calls.get();
    }

    /** How many are waiting for it. */
    int present() {
        return present.get();
    }

    @Override
    public Decision take(List<Charge> charges) {
        behave();
        return budgets.take(charges);
    }

    @Override
    public void giveBack(List<Charge> charges) {
        behave();
        budgets.giveBack(charges);
    }

    private void behave() {
        calls.incrementAndGet();
        present.incrementAndGet();
        try {
            waitWhileHung();
            waitWhileStuck();
        } finally {
            present.decrementAndGet();
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    private void waitWhileHung() {
        CountDownLatch latch = hung;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                throw new ServiceUnavailable("store", Duration.ofSeconds(9), interrupted);
            }
        }
    }

    private void waitWhileStuck() {
        CountDownLatch latch = stuck;
        boolean waiting = latch != null;
        boolean interrupted = false;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException unheeded) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
