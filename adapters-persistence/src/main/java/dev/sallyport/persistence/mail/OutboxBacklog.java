package dev.sallyport.persistence.mail;

import dev.sallyport.persistence.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How much mail waits, by the database's clock.
 *
 * @param queued how many mails are to be sent yet, counted up to 10,000
 * @param dead how many cannot be delivered at all, counted up to 10,000
 * @param overdue for how long the one that has been due longest is; none while servers keep up
 * @param oldest for how long the oldest of those counted has waited, whose tries may have failed; none if none waits
 */
public record OutboxBacklog(long queued, long dead, Duration overdue, Duration oldest) {
    /** Beyond that it makes no difference, and looking would be one more burden where there are plenty. */
    private static final int MOST_COUNTED = 10_000;

    /** Every part goes along an index, as far as it is limited: by state, oldest first, or by when it is due. */
    private static final String ASK = """
            SELECT count(*) AS queued,
                (SELECT count(*) FROM (SELECT FROM mail_outbox WHERE state = 'dead' ORDER BY id LIMIT %1$d) AS dead) AS dead,
                COALESCE(GREATEST(EXTRACT(epoch FROM now()
                    - (SELECT min(due_at) FROM mail_outbox WHERE state = 'queued')), 0), 0)::bigint AS overdue,
                COALESCE(GREATEST(EXTRACT(epoch FROM now() - min(since)), 0), 0)::bigint AS oldest
            FROM (SELECT COALESCE(retried_at, queued_at) AS since FROM mail_outbox WHERE state = 'queued'
                ORDER BY id LIMIT %1$d) AS queued""".formatted(MOST_COUNTED);

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
