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

    /** Of this database alone: a program may well have two. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

    public Statements(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Runs a statement whose answer is needed: at once. It does not see what this transaction still holds back. */
    public <T extends @Nullable Object> T ask(Function<Handle, T> statement) {
        Transaction transaction = current.get();
        return transaction == null
                ? Outages.reported(() -> jdbi.withHandle(statement::apply))
                : transaction.ask(statement);
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
