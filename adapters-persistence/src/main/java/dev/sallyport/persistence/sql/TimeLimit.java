package dev.sallyport.persistence.sql;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * How long the server works on a statement before it breaks that off. Without one it works on when we have stopped listening, and then a pool
 * of connections bounds nothing. It travels along with the statement and ends with it, so that no connection keeps it, with or without a pooler
 * between; inside a transaction it would last to the end of that.
 */
public final class TimeLimit {
    private final String setting;

    public TimeLimit(Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("no limit at all is not meant");
        }
        // Not SET LOCAL, which older servers warn of where no BEGIN was said.
        this.setting = "SELECT set_config('statement_timeout', '" + limit.toMillis() + "', true);\n";
    }

    /**
     * Asks within the limit, in one round trip. Of the values that are bound, the driver must know the types; see {@link TwoStatements}.
     *
     * @throws dev.sallyport.application.ServiceUnavailable if it took longer, through {@link Statements}
     */
    public <T> List<T> ask(Handle handle, String sql, UnaryOperator<Query> bound, RowMapper<T> mapper) {
        try (Query query = bound.apply(handle.createQuery(setting + sql))) {
            return TwoStatements.secondAnswers(query, mapper);
        }
    }
}
