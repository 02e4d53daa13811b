package dev.sallyport.persistence.mail;

import dev.sallyport.persistence.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How much mail waits, by the database's clock.
 *
 * @param queued how many mails are to be sent yet
 * @param dead how many cannot be delivered at all
 * @param overdue for how long the one that has been due longest is; none while servers keep up
 * @param oldest for how long the oldest has waited, whose tries may have failed; none if none waits
 */
public record OutboxBacklog(long queued, long dead, Duration overdue, Duration oldest) {
    /** What is settled otherwise is passed over: both parts have an index that knows nothing of it. */
    private static final String ASK = """
            SELECT count(*) AS queued, (SELECT count(*) FROM mail_outbox WHERE state = 'dead') AS dead,
                COALESCE(GREATEST(EXTRACT(epoch FROM now() - min(due_at)), 0), 0)::bigint AS overdue,
                COALESCE(GREATEST(EXTRACT(epoch FROM now() - min(COALESCE(retried_at, queued_at))), 0), 0)::bigint AS oldest
            FROM mail_outbox WHERE state = 'queued'""";

    public static OutboxBacklog ask(Statements statements) {
        return statements.ask(handle ->
                handle.createQuery(ASK).map((row, context) -> read(row)).one());
    }

    private static OutboxBacklog read(ResultSet row) throws SQLException {
        return new OutboxBacklog(
                row.getLong("queued"),
                row.getLong("dead"),
                Duration.ofSeconds(row.getLong("overdue")),
                Duration.ofSeconds(row.getLong("oldest")));
    }
}
