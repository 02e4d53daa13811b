package dev.sallyport.bootstrap.background;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own that does something again and again, whatever happens, until it is closed. */
public final class Repeating implements Work, Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final Task task;
    private final Outage outage;
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;
    private volatile long lastSuccess;

    private Repeating(String name, Duration firstPause, Task task, Outage outage) {
        this.task = task;
        this.outage = outage;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> repeat(firstPause));
    }

    /**
     * Begins to repeat.
     *
     * @param name of the thread
     * @param firstPause how long to wait before the first time
     */
    public static Repeating start(String name, Duration firstPause, Task task) {
        return start(name, firstPause, task, new Outage(name));
    }

    /**
     * Begins to repeat something that may not work for a while, and knows so.
     *
     * @param outage present after each time that did not go well
     */
    static Repeating start(String name, Duration firstPause, Task task, Outage outage) {
        Repeating repeating = new Repeating(name, firstPause, task, outage);
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
            Duration pause = task.run();
            count();
            return pause;
        } catch (RuntimeException | Error unforeseen) {
            failures.increment();
            LOG.error("{} failed and goes on in {}", thread.getName(), PAUSE_AFTER_FAILURE, unforeseen);
            return PAUSE_AFTER_FAILURE;
        }
    }

    private void count() {
        if (outage.isPresent()) {
            failures.increment();
        } else {
            lastSuccess = System.nanoTime();
            successes.increment();
        }
    }

    /** What it is called, as its thread is. */
    public String name() {
        return thread.getName();
    }

    /** How often it went well. */
    public long successes() {
        return successes.sum();
    }

    /** How often it did not. */
    public long failures() {
        return failures.sum();
    }

    /** For how long it has not gone well; empty if it never did. */
    public Optional<Duration> sinceSuccess() {
        return successes() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - lastSuccess));
    }

    @Override
    public List<Repeating> jobs() {
        return List.of(this);
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
