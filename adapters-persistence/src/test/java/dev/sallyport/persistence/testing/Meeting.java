package dev.sallyport.persistence.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Two who meet at the same rows, the same way every time: the second comes when the first has done its part and has not committed yet. */
public final class Meeting {
    private final DatabaseForTests postgres;

    public Meeting(DatabaseForTests postgres) {
        this.postgres = postgres;
    }

    /** What the second was told, who came while the first was done but not committed, and had to wait for that. */
    public <T> T whileUncommitted(Runnable first, Supplier<T> second) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> answer = postgres.database().transactor().inTransaction(() -> {
                first.run();
                Future<T> pending = executor.submit(second::get);
                await().atMost(Duration.ofSeconds(4)).until(this::somebodyWaits);
                return pending;
            });
            return get(answer);
        }
    }

    /** The same, where the first is an operator. */
    public <T> T whileUncommittedSql(String first, Supplier<T> second) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                Connection operator = Sql.connect(postgres.settings());
                Statement statement = operator.createStatement()) {
            operator.setAutoCommit(false);
            statement.execute(first);
            Future<T> pending = executor.submit(second::get);
            await().atMost(Duration.ofSeconds(4)).until(this::somebodyWaits);
            operator.commit();
            return get(pending);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private boolean somebodyWaits() {
        return !Sql.column(
                        postgres.settings(),
                        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .isEmpty();
    }

    /** What somebody else was told, who comes while the caller's transaction goes on, and waits for nobody. */
    public static <T> T onAnotherThread(Supplier<T> work) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return get(executor.submit(work::get));
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
