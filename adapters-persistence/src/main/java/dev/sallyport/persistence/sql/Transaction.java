package dev.sallyport.persistence.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in progress, of one thread. It takes a connection with its first statement, not before; the driver sends {@code
 * BEGIN} along with that.
 */
final class Transaction {
    private final Jdbi jdbi;
    private final List<Write> heldBack = new ArrayList<>();
    private final Set<Runnable> afterCommit = new LinkedHashSet<>();
    private @Nullable Handle handle;
    private @Nullable RuntimeException failure;

    Transaction(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Runs a statement now. If it fails the transaction is lost, even for work that takes no notice. */
    <T extends @Nullable Object> T ask(Function<Handle, T> statement) {
        try {
            return Outages.reported(() -> statement.apply(handle()));
        } catch (RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }

    private Handle handle() {
        if (handle == null) {
            handle = jdbi.open();
            handle.begin();
        }
        return handle;
    }

    void holdBack(Write write) {
        heldBack.add(write);
    }

    void afterCommit(Runnable hook) {
        afterCommit.add(hook);
    }

    /**
     * Sends what was held back with {@code COMMIT} behind it: however much was written, it costs one round trip. PostgreSQL skips
     * the rest of a round trip after the first error, so {@code COMMIT} is reached only if everything before it went well.
     */
    void commit() {
        if (failure != null) {
            // PostgreSQL would answer COMMIT with ROLLBACK, and the driver might not mention it.
            throw failure;
        }
        if (!heldBack.isEmpty()) {
            heldBack.add(new Write("COMMIT"));
            send(handle(), heldBack);
        }
        if (handle != null) {
            // Costs nothing if it is committed already, and tells JDBI and the pool so.
            handle.commit();
            handle.close();
        }
    }

    /** Undoes everything. What fails in doing so is told along with the reason. */
    void rollBack(Throwable reason) {
        if (handle == null) {
            return;
        }
        try (Handle closing = handle) {
            closing.rollback();
        } catch (RuntimeException alsoFailed) {
            reason.addSuppressed(alsoFailed);
        }
    }

    /** What is to be done now that the commit is certain. */
    Set<Runnable> hooks() {
        return afterCommit;
    }

    /** Sends the writes, in order, in one round trip. */
    static void send(Handle handle, List<Write> writes) {
        StringJoiner sql = new StringJoiner(";\n");
        for (int position = 0; position < writes.size(); position++) {
            sql.add(writes.get(position).sql(position));
        }
        try (Update update = handle.createUpdate(sql.toString())) {
            for (int position = 0; position < writes.size(); position++) {
                writes.get(position).bindTo(update, position);
            }
            update.execute();
        }
    }
}
