package dev.sallyport.bootstrap.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own that does something again and again, whatever happens, until it is closed. */
public final class Repeating implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final Task task;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    private Repeating(String name, Duration firstPause, Task task) {
        this.task = task;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> repeat(firstPause));
    }

    /**
     * Begins to repeat.
     *
     * @param name of the thread
     * @param firstPause how long to wait before the first time
     */
    public static Repeating start(String name, Duration firstPause, Task task) {
        Repeating repeating = new Repeating(name, firstPause, task);
        repeating.thread.start();
        return repeating;
    }

    /** Ends the wait, or has the task run once more right after this time. */
    @Override
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void repeat(Duration firstPause) {
        Duration pause = firstPause;
        while (waited(pause)) {
            pause = once();
        }
    }

    /** Whether to go on. */
    private boolean waited(Duration pause) {
        try {
            if (!closing) {
                boolean woken = bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("{} goes on, woken: {}", thread.getName(), woken);
            }
            return !closing;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration once() {
        try {
            return task.run();
        } catch (RuntimeException | Error unforeseen) {
            LOG.error("{} failed and goes on in {}", thread.getName(), PAUSE_AFTER_FAILURE, unforeseen);
            return PAUSE_AFTER_FAILURE;
        }
    }

    /** Lets it finish what it is at, for a few seconds; what takes longer is interrupted. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Lets all of them finish what they are at, for a few seconds together; what takes longer is interrupted. */
    static void closeAll(List<? extends Work> all) {
        List<Repeating> threads = all.stream()
                .filter(Repeating.class::isInstance)
                .map(Repeating.class::cast)
                .toList();
        threads.forEach(Repeating::finish);
        long begun = System.nanoTime();
        threads.forEach(repeating -> repeating.join(LONGEST_GOODBYE.minusNanos(System.nanoTime() - begun)));
        all.stream().filter(work -> !(work instanceof Repeating)).forEach(Work::close);
    }

    private void finish() {
        closing = true;
        wake();
    }

    private void join(Duration longest) {
        try {
            if (!thread.join(longest)) {
                LOG.warn("{} does not come to an end and is interrupted", thread.getName());
                thread.interrupt();
            }
        } catch (InterruptedException impatient) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
