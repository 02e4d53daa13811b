package dev.sallyport.bootstrap.background;

import dev.sallyport.mail.BundledMailTemplates;
import java.time.Duration;

/**
 * Has every mail put into words once, beside all else, right after the start: whoever asked first in a language would wait for that, and how long
 * would tell which language it was.
 */
public final class WordingWarmUp implements AutoCloseable {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final Thread thread;

    private WordingWarmUp(Thread thread) {
        this.thread = thread;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish that the system may ignore
    public static WordingWarmUp start(BundledMailTemplates templates) {
        // Takes as much work as all the rest of the start, for which it makes way where the JVM heeds priorities.
        return new WordingWarmUp(Thread.ofPlatform()
                .name("wording")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(templates::warmUp));
    }

    /** Whether all is worded. */
    boolean isOver() {
        return !thread.isAlive();
    }

    /** Ends it after the mail that it is at. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST_GOODBYE);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
