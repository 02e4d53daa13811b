package dev.sallyport.persistence.sql;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where reads may go whose answer may be a moment old. */
public interface StaleReads {
    /**
     * Runs a read there, or does otherwise if it cannot be run there now.
     *
     * @param otherwise runs the same read where everything is
     */
    <T extends @Nullable Object> T ask(Function<Handle, T> read, Supplier<T> otherwise);

    /** Nothing that is older than this moment is good enough from now on. */
    void requireNewer();
}
