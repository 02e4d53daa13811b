package dev.sallyport.persistence.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/**
 * Two statements that travel in one round trip. A statement sees what was committed before it began, so what it waited for it does not see in
 * full. Therefore the first waits, for a row that it holds from then on; and the second, which is asked for its answer, sees what those who
 * held it before have done.
 */
public final class TwoStatements {
    private TwoStatements() {}

    /** The row that the second answers, if there is one. */
    public static <T> Optional<T> secondAnswer(Query both, RowMapper<T> mapper) {
        return both.addCustomizer(new NeverPrepared())
                .execute((executed, context) -> secondAnswer(executed.get(), mapper, context));
    }

    private static <T> Optional<T> secondAnswer(
            PreparedStatement executed, RowMapper<T> mapper, StatementContext context) throws SQLException {
        if (!executed.getMoreResults()) {
            throw new IllegalStateException("two statements were sent, and only one was answered");
        }
        try (ResultSet row = executed.getResultSet()) {
            return row.next() ? Optional.of(mapper.map(row, context)) : Optional.empty();
        }
    }

    /**
     * Of a statement that is prepared on the server, the driver knows how large an answer may be; and before one of any size, it first
     * waits for the answers to what it has sent. That would be a round trip more.
     */
    private static final class NeverPrepared implements StatementCustomizer {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }
}
