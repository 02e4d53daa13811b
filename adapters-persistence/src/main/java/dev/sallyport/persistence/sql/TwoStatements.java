package dev.sallyport.persistence.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Two statements that travel in one round trip. A statement sees what was committed before it began, so what it waited for it does not see in
 * full. Therefore the first waits, for a row that it holds from then on; and the second, which is asked for its answer, sees what those who
 * held it before have done.
 *
 * <p>The driver must know the type of every value that is bound. Where it has to ask the server for one, it learns that the answer may be of any
 * size, and from then on waits for the answer to the first before it sends the second: a round trip more.
 */
public final class TwoStatements {
    private TwoStatements() {}

    /** The row that the second answers, if there is one. */
    public static <T> Optional<T> secondAnswer(Query both, RowMapper<T> mapper) {
        return secondAnswers(both, mapper).stream().findFirst();
    }

    /** The rows that the second answers. */
    public static <T> List<T> secondAnswers(Query both, RowMapper<T> mapper) {
        return both.execute((executed, context) -> secondAnswers(executed.get(), mapper, context));
    }

    private static <T> List<T> secondAnswers(PreparedStatement executed, RowMapper<T> mapper, StatementContext context)
            throws SQLException {
        if (!executed.getMoreResults()) {
            throw new IllegalStateException("two statements were sent, and only one was answered");
        }
        List<T> answers = new ArrayList<>();
        try (ResultSet row = executed.getResultSet()) {
            while (row.next()) {
                answers.add(mapper.map(row, context));
            }
        }
        return answers;
    }
}
