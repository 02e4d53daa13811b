package dev.sallyport.persistence.session;

import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** Sessions, in {@code sessions}: one row each, however often they are refreshed. */
public final class JdbiSessions implements Sessions {
    private static final String OPEN = """
            INSERT INTO sessions (id, user_id, generation, methods, authenticated_at, opened_at, rotated_at, expires_at,
                ends_at, ended_at, client_address, user_agent)
            VALUES (:id, :user_id, :generation, :methods, :authenticated_at, :opened_at, :rotated_at, :expires_at,
                :ends_at, :ended_at, :client_address::inet, :user_agent)""";

    private static final String COLUMNS =
            "s.id AS session_id, s.generation, s.methods, s.authenticated_at, s.opened_at,"
                    + " s.rotated_at, s.expires_at, s.ends_at, s.ended_at, host(s.client_address) AS client_address,"
                    + " s.user_agent, " + UserColumns.LIST;

    private static final String NOT_OVER = "s.ended_at IS NULL AND s.expires_at > :now";

    private static final String ACTIVE = "SELECT " + COLUMNS + " FROM sessions s JOIN users u ON u.id = s.user_id"
            + " WHERE s.id = :id AND u.status = 'active' AND " + NOT_OVER;

    /** Whoever comes second waits for the first, sees the new generation, and changes nothing. */
    private static final String ROTATE = """
            UPDATE sessions s
            SET generation = s.generation + 1, rotated_at = :now, expires_at = LEAST(:idle_expiry, s.ends_at)
            FROM users u
            WHERE s.id = :id AND s.generation = :presented AND u.id = s.user_id AND u.status = 'active' AND
            """ + NOT_OVER + " RETURNING " + COLUMNS;

    private static final String LOCK =
            "SELECT " + COLUMNS + " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = :id FOR UPDATE OF s";

    private static final String END =
            "UPDATE sessions s SET ended_at = :now WHERE s.id = :id AND " + NOT_OVER + " RETURNING s.user_id";

    private final Statements statements;

    public JdbiSessions(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void open(Session session) {
        statements.write(new Write(OPEN)
                .bind("id", session.id().value())
                .bind("user_id", session.userId().value())
                .bind("generation", session.generation())
                .bind(
                        "methods",
                        session.methods().stream()
                                .map(AuthenticationMethod::reference)
                                .toArray(String[]::new))
                .bind("authenticated_at", session.authenticatedAt())
                .bind("opened_at", session.openedAt())
                .bind("rotated_at", session.rotatedAt())
                .bind("expires_at", session.expiresAt())
                .bind("ends_at", session.endsAt())
                .bind("ended_at", session.endedAt())
                .bind("client_address", Columns.inet(session.client().address().value()))
                .bind("user_agent", session.client().userAgent()));
    }

    @Override
    public Optional<ActiveSession> active(SessionId id, Instant now) {
        return statements.ask(handle -> handle.createQuery(ACTIVE)
                .bind("id", id.value())
                .bind("now", now)
                .map(JdbiSessions::read)
                .findOne());
    }

    @Override
    public Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Instant now, SessionPolicy policy) {
        return statements.ask(handle -> handle.createQuery(ROTATE)
                .bind("id", id.value())
                .bind("presented", presentedGeneration)
                .bind("now", now)
                .bind("idle_expiry", now.plus(policy.idleLifetime()))
                .map(JdbiSessions::read)
                .findOne());
    }

    @Override
    public Optional<ActiveSession> lock(SessionId id) {
        return statements.ask(handle -> handle.createQuery(LOCK)
                .bind("id", id.value())
                .map(JdbiSessions::read)
                .findOne());
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return statements.ask(handle -> handle.createQuery(END)
                .bind("id", id.value())
                .bind("now", now)
                .map((row, context) -> new UserId(Columns.uuid(row, "user_id")))
                .findOne());
    }

    private static ActiveSession read(ResultSet row, StatementContext context) throws SQLException {
        Session session = new Session(
                new SessionId(Columns.uuid(row, "session_id")),
                new UserId(Columns.uuid(row, "user_id")),
                row.getLong("generation"),
                Columns.texts(row, "methods").stream()
                        .map(AuthenticationMethod::of)
                        .collect(Collectors.toUnmodifiableSet()),
                Columns.instant(row, "authenticated_at"),
                Columns.instant(row, "opened_at"),
                Columns.instant(row, "rotated_at"),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "ends_at"),
                Columns.instantOrNull(row, "ended_at"),
                new Client(ClientAddress.of(Columns.text(row, "client_address")), row.getString("user_agent")));
        return new ActiveSession(session, UserColumns.read(row));
    }
}
