package dev.sallyport.persistence.admin;

import dev.sallyport.application.admin.Statistics;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TimeLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Counts in all tables. Accounts and sessions are gone through; of the audit trail, what is of the days that are asked for. */
public final class JdbiStatistics implements Statistics {
    private static final String COUNT = """
            WITH counts AS (
                SELECT count(*) AS users, count(*) FILTER (WHERE u.status <> 'active') AS suspended,
                    count(*) FILTER (WHERE u.two_factor_enabled) AS with_two_factor, (
                        SELECT count(*) FROM user_roles r JOIN users a ON a.id = r.user_id
                        WHERE r.role = :administrator AND a.status = 'active'
                    ) AS administrators, (
                        SELECT count(*) FROM sessions s
                        WHERE s.over_on >= (now() AT TIME ZONE 'UTC')::date AND s.ended_at IS NULL AND s.expires_at > now()
                    ) AS live_sessions, (
                        SELECT count(*) FROM pending_registrations p WHERE p.spent_at IS NULL AND p.purge_after > now()
                    ) AS pending_registrations,
                    (SELECT count(*) FROM mail_outbox m WHERE m.state = 'queued') AS waiting_mails,
                    (SELECT count(*) FROM mail_outbox m WHERE m.state = 'dead') AS dead_mails
                FROM users u
            ), days AS (
                SELECT (e.occurred_at AT TIME ZONE 'UTC')::date AS day,
                    count(*) FILTER (WHERE e.type = 'account.created') AS registrations,
                    count(*) FILTER (WHERE e.type = 'sign-in.succeeded') AS sign_ins,
                    count(*) FILTER (WHERE e.type = 'sign-in.refused') AS refused_sign_ins
                FROM audit_events e
                WHERE e.occurred_at >= :from AND e.type IN ('account.created', 'sign-in.succeeded', 'sign-in.refused')
                GROUP BY 1
            )
            SELECT * FROM counts LEFT JOIN days ON true ORDER BY day
            """;

    /** A million accounts take less than a second. Beyond it, we would soon stop listening. */
    private static final TimeLimit PATIENCE = new TimeLimit(Duration.ofSeconds(4));

    private final Statements statements;

    public JdbiStatistics(Statements statements) {
        this.statements = statements;
    }

    /** The counts and one of the days. */
    private record Row(Counts counts, List<Day> day) {}

    @Override
    public Counted since(LocalDate from) {
        List<Row> rows = statements.browse(handle -> PATIENCE.ask(
                handle,
                COUNT,
                query -> query.bind("administrator", BuiltInRoles.ADMIN.value())
                        .bind("from", from.atStartOfDay(ZoneOffset.UTC).toInstant()),
                (row, context) -> read(row)));
        List<Day> days = new ArrayList<>();
        rows.forEach(row -> days.addAll(row.day()));
        return new Counted(rows.getFirst().counts(), days);
    }

    private static Row read(ResultSet row) throws SQLException {
        Counts counts = new Counts(
                row.getLong("users"),
                row.getLong("suspended"),
                row.getLong("with_two_factor"),
                row.getLong("administrators"),
                row.getLong("live_sessions"),
                row.getLong("pending_registrations"),
                row.getLong("waiting_mails"),
                row.getLong("dead_mails"));
        LocalDate day = row.getObject("day", LocalDate.class);
        return new Row(
                counts,
                day == null
                        ? List.of()
                        : List.of(new Day(
                                day,
                                row.getLong("registrations"),
                                row.getLong("sign_ins"),
                                row.getLong("refused_sign_ins"))));
    }
}
