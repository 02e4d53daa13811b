package dev.sallyport.persistence.sql;

import dev.sallyport.application.Transactor;
import java.util.function.Supplier;

/**
 * Transactions of PostgreSQL, at its default isolation (read committed): races are refereed by conditional updates and constraints.
 * Work that only writes what is held back costs one round trip, and so does the end of any other that holds something back.
 */
public final class JdbiTransactor implements Transactor {
    private final Statements statements;

    public JdbiTransactor(Statements statements) {
        this.statements = statements;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        Transaction transaction = statements.begin();
        T result;
        try {
            result = work.get();
            Outages.reported(() -> {
                transaction.commit();
                return true;
            });
        } catch (Throwable failure) {
            transaction.rollBack(failure);
            throw failure;
        } finally {
            statements.forget();
        }
        transaction.hooks().forEach(Runnable::run);
        return result;
    }
}
