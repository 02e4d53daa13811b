package dev.sallyport.bootstrap.background;

import java.time.Duration;

/** Something that is done again and again, until it is closed. */
public interface Work extends AutoCloseable {
    /** What there is to do. */
    @FunctionalInterface
    interface Task {
        /**
         * Does it once.
         *
         * @return how long to wait before the next time, unless woken
         */
        Duration run();
    }

    /** Has it done soon, or once more right after this time. Neither blocks nor throws. */
    void wake();

    @Override
    void close();
}
