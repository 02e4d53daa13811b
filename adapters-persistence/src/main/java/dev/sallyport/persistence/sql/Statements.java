package dev.sallyport.persistence.sql;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL: in the transaction of the calling thread if there is one, else by itself. Every repository goes through here, and every
 * outage becomes {@link dev.sallyport.application.ServiceUnavailable} here.
 */
public final class Statements {
    private final Jdbi jdbi;
    private final @Nullable StaleReads staleReads;

    /** Of this database alone: a program may well have two. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

    /** Where everything is read where it is written. */
    public Statements(Jdbi jdbi) {
        this(jdbi, null);
    }

    /**
     * @param staleReads where to read what may be a moment old, if not there
     */
    public Statements(Jdbi jdbi, @Nullable StaleReads staleReads) {
        this.jdbi = jdbi;
        this.staleReads = staleReads;
    }

    /** Runs a statement whose answer is needed: at once. It does not see what this transaction still holds back. */
    public <T extends @Nullable Object> T ask(Function<Handle, T> statement) {
        Transaction transaction = current.get();
        return transaction == null
                ? Outages.reported(() -> jdbi.withHandle(statement::apply))
                : transaction.ask(statement);
    }

    /**
     * Runs a read whose answer may be a moment old, and by which nothing is decided: elsewhere, if there is such a place. In a transaction it is
     * one statement among the others.
     */
    public <T extends @Nullable Object> T browse(Function<Handle, T> read) {
        return staleReads == null || current.get() != null ? ask(read) : staleReads.ask(read, () -> ask(read));
    }

    /** From the end of the transaction on, whoever {@linkplain #browse browses} finds what was written in it. */
    public void showSoon() {
        if (staleReads != null) {
            afterCommit(staleReads::requireNewer);
        }
    }

    /** Runs a statement that answers nothing: at the end of the transaction, together with all others; at once if there is none. */
    public void write(Write write) {
        Transaction transaction = current.get();
        if (transaction != null) {
            transaction.holdBack(write);
            return;
        }
        Outages.reported(() -> jdbi.withHandle(handle -> {
            Transaction.send(handle, List.of(write));
            return true;
        }));
    }

    /** Does something once what was written is certain to be kept: after the commit (once, however often it is asked for), or now. */
    public void afterCommit(Runnable hook) {
        Transaction transaction = current.get();
        if (transaction == null) {
            hook.run();
        } else {
            transaction.afterCommit(hook);
        }
    }

    /** Begins the calling thread's transaction. */
    Transaction begin() {
        if (current.get() != null) {
            throw new IllegalStateException("transactions do not nest");
        }
        Transaction transaction = new Transaction(jdbi);
        current.set(transaction);
        return transaction;
    }

    /** The calling thread has no transaction any more. */
    void forget() {
        current.remove();
    }
}
