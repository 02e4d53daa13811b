package dev.sallyport.bootstrap.background;

import dev.sallyport.mail.BundledMailTemplates;

/**
 * Has every mail put into words once, beside all else, right after the start: whoever asked first in a language would wait for that, and how long
 * would tell which language it was.
 */
public final class WordingWarmUp implements AutoCloseable {
    private final Thread thread;

    private WordingWarmUp(Thread thread) {
        this.thread = thread;
    }

    public static WordingWarmUp start(BundledMailTemplates templates) {
        return new WordingWarmUp(Thread.ofVirtual().name("wording").start(templates::warmUp));
    }

    /** Whether all is worded. */
    boolean isOver() {
        return !thread.isAlive();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
