package dev.sallyport.persistence.session;

import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.UsedDevice;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Sessions, in {@code sessions}: one row each, however often they are refreshed. */
public final class JdbiSessions implements Sessions {
    private static final String COLUMNS =
            "s.id AS session_id, s.generation, s.methods, s.authenticated_at, s.opened_at,"
                    + " s.rotated_at, s.expires_at, s.ends_at, s.ended_at, host(s.client_address) AS client_address,"
                    + " s.user_agent, now() AS as_of, " + UserColumns.LIST;

    private static final String NOT_OVER = "s.ended_at IS NULL AND s.expires_at > now()";

    /**
     * Whoever proved a password that is worth nothing any more, or lacks a second factor, finds no owner, in either statement, and changes
     * nothing.
     */
    private static final String OWNER = " u.id = :user_id AND " + UserColumns.ACCEPTS_PASSWORD
            + " AND (NOT u.two_factor_enabled OR :multiple_factors)";

    /** The first holds the user's row, so that sign-ins of one user come one after the other; the second sees what those before it did. */
    private static final String OPEN = """
            UPDATE users u SET last_sign_in_at = now(), password_failures = 0,
                second_factor_failures = CASE WHEN :multiple_factors THEN 0 ELSE u.second_factor_failures END
            WHERE""" + OWNER + """
            ;
            WITH owner AS (
                SELECT u.id FROM users u WHERE
            """ + OWNER + """

            ), displaced AS (
                UPDATE sessions SET ended_at = now() WHERE id IN (
                    SELECT s.id FROM sessions s JOIN owner ON owner.id = s.user_id WHERE
            """ + NOT_OVER + """

                    ORDER BY s.rotated_at DESC, s.id DESC OFFSET :others_at_most
                )
                RETURNING id
            ), device AS (
                INSERT INTO user_devices AS known (user_id, device, provider, first_used_at, last_used_at)
                SELECT id, :device, :provider, now(), now() FROM owner
                ON CONFLICT (user_id, device, provider) DO UPDATE SET last_used_at = now()
                RETURNING known.xmax = 0 AS is_new
            ), known AS (
                SELECT count(*) AS devices, count(*) FILTER (WHERE first_used_at > now() - interval '1 hour') AS recent
                FROM user_devices WHERE user_id = :user_id
            ), forgotten AS (
                DELETE FROM user_devices WHERE (user_id, device, provider) IN (
                    SELECT d.user_id, d.device, d.provider FROM user_devices d JOIN owner ON owner.id = d.user_id
                    WHERE (d.device, d.provider) <> (:device, :provider)
                    ORDER BY d.last_used_at DESC OFFSET :other_devices_at_most
                )
            ), s AS (
                INSERT INTO sessions (id, user_id, generation, methods, authenticated_at, opened_at, rotated_at, expires_at,
                    ends_at, client_address, user_agent)
                SELECT :id, id, 0, :methods, now(), now(), now(),
                    now() + LEAST(:idle_lifetime::interval, :max_age::interval), now() + :max_age::interval,
                    :client_address::inet, :user_agent
                FROM owner
                RETURNING *
            )
            SELECT
            """ + COLUMNS + """
            , ARRAY(SELECT id::text FROM displaced) AS displaced,
                (SELECT CASE WHEN is_new AND devices > 0 THEN 1 + recent ELSE 0 END FROM device, known) AS new_devices
            FROM s JOIN users u ON u.id = s.user_id""";

    private static final String ACTIVE = "SELECT " + COLUMNS + " FROM sessions s JOIN users u ON u.id = s.user_id"
            + " WHERE s.id = :id AND u.status = 'active' AND " + UserColumns.SATISFIED + " AND " + NOT_OVER;

    private static final String AUTHENTICATED =
            """
            UPDATE sessions s SET methods = :methods, authenticated_at = now() FROM users u
            WHERE s.id = :id AND u.id = s.user_id AND u.status = 'active' AND
            """ + UserColumns.SATISFIED + " AND " + NOT_OVER + " RETURNING " + COLUMNS;

    private static final String STRENGTHEN = """
            UPDATE sessions s
            SET methods = ARRAY(SELECT DISTINCT method FROM unnest(s.methods || :methods::text[]) AS method ORDER BY method)
            FROM users u WHERE s.id = :id AND u.id = s.user_id AND u.status = 'active' AND\s""" + NOT_OVER;

    /** Whoever comes second waits for the first, sees the new generation, and changes nothing. */
    private static final String ROTATE = """
            UPDATE sessions s
            SET generation = s.generation + 1, rotated_at = now(),
                expires_at = LEAST(now() + :idle_lifetime::interval, s.ends_at),
                client_address = :client_address::inet, user_agent = :user_agent
            FROM users u
            WHERE s.id = :id AND s.generation = :presented AND u.id = s.user_id AND u.status = 'active' AND
            """ + UserColumns.SATISFIED + " AND " + NOT_OVER + " RETURNING " + COLUMNS;

    private static final String LOCK =
            "SELECT " + COLUMNS + " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = :id FOR UPDATE OF s";

    private static final String END =
            "UPDATE sessions s SET ended_at = now() WHERE s.id = :id AND " + NOT_OVER + " RETURNING s.user_id";

    private static final String END_OF_OWNER =
            "UPDATE sessions s SET ended_at = now() WHERE s.id = :id AND s.user_id = :owner AND " + NOT_OVER;

    private static final String END_OTHERS =
            "UPDATE sessions s SET ended_at = now() WHERE s.user_id = :owner AND s.id <> :kept AND " + NOT_OVER
                    + " RETURNING s.id";

    private static final String END_ALL =
            "UPDATE sessions s SET ended_at = now() WHERE s.user_id = :owner AND " + NOT_OVER + " RETURNING s.id";

    private static final String DEVICES = """
            SELECT device, provider, first_used_at, last_used_at FROM user_devices
            WHERE user_id = :owner ORDER BY last_used_at DESC, device, provider
            """;

    private static final String OF_OWNER = "SELECT " + COLUMNS + " FROM sessions s JOIN users u ON u.id = s.user_id"
            + " WHERE s.user_id = :owner AND (:before::uuid IS NULL OR s.id < :before::uuid) AND " + NOT_OVER
            + " ORDER BY s.id DESC LIMIT :most";

    private static final String PURGE = """
            WITH over AS (
                DELETE FROM sessions WHERE id IN (
                    SELECT id FROM sessions
                    WHERE over_on <= ((now() - :retention::interval) AT TIME ZONE 'UTC')::date
                        AND COALESCE(ended_at, expires_at) <= now() - :retention::interval
                    ORDER BY over_on LIMIT :most FOR UPDATE SKIP LOCKED
                )
                RETURNING 1
            ), disused AS (
                DELETE FROM user_devices WHERE (user_id, device, provider) IN (
                    SELECT user_id, device, provider FROM user_devices
                    WHERE last_used_at <= now() - :device_retention::interval
                    ORDER BY last_used_at LIMIT :most FOR UPDATE SKIP LOCKED
                )
                RETURNING 1
            ), past AS (
                DELETE FROM revocations WHERE id IN (
                    SELECT id FROM revocations WHERE revoked_at <= now() - :revocation_retention::interval
                    ORDER BY revoked_at LIMIT :most FOR UPDATE SKIP LOCKED
                )
                RETURNING 1
            )
            SELECT GREATEST((SELECT count(*) FROM over), (SELECT count(*) FROM disused), (SELECT count(*) FROM past))
            """;

    private final Statements statements;

    public JdbiSessions(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Optional<Opened> open(NewSession wanted, SessionPolicy policy) {
        Client client = wanted.client();
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(OPEN)
                        .bind("id", wanted.id().value())
                        .bind("user_id", wanted.userId().value())
                        .bind("password_hash", wanted.password().reveal())
                        .bind("others_at_most", policy.maxPerUser() - 1)
                        .bind("other_devices_at_most", SessionPolicy.MOST_DEVICES - 1)
                        .bind("methods", references(wanted.methods()))
                        .bind("multiple_factors", wanted.methods().contains(AuthenticationMethod.MULTIPLE_FACTORS))
                        .bind("idle_lifetime", policy.idleLifetime())
                        .bind("max_age", policy.maxAge())
                        .bind("client_address", Columns.inet(client.address().value()))
                        .bind("user_agent", client.userAgent())
                        .bind("device", Device.of(client).name())
                        .bind("provider", client.address().provider()),
                JdbiSessions::opened));
    }

    private static Opened opened(ResultSet row, StatementContext context) throws SQLException {
        return new Opened(
                read(row, context),
                row.getInt("new_devices"),
                Columns.texts(row, "displaced").stream()
                        .map(UUID::fromString)
                        .map(SessionId::new)
                        .toList());
    }

    @Override
    public Optional<ActiveSession> active(SessionId id) {
        return statements.ask(handle -> handle.createQuery(ACTIVE)
                .bind("id", id.value())
                .map(JdbiSessions::read)
                .findOne());
    }

    @Override
    public Optional<ActiveSession> authenticated(SessionId id, Set<AuthenticationMethod> methods) {
        return statements.ask(handle -> handle.createQuery(AUTHENTICATED)
                .bind("id", id.value())
                .bind("methods", references(methods))
                .map(JdbiSessions::read)
                .findOne());
    }

    @Override
    public boolean strengthen(SessionId id, Set<AuthenticationMethod> methods) {
        return statements.ask(handle -> handle.createUpdate(STRENGTHEN)
                        .bind("id", id.value())
                        .bind("methods", references(methods))
                        .execute())
                == 1;
    }

    private static String[] references(Set<AuthenticationMethod> methods) {
        return methods.stream().map(AuthenticationMethod::reference).toArray(String[]::new);
    }

    @Override
    public Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Client by, SessionPolicy policy) {
        return statements.ask(handle -> handle.createQuery(ROTATE)
                .bind("id", id.value())
                .bind("presented", presentedGeneration)
                .bind("idle_lifetime", policy.idleLifetime())
                .bind("client_address", Columns.inet(by.address().value()))
                .bind("user_agent", by.userAgent())
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
    public Optional<UserId> end(SessionId id) {
        return statements.ask(handle -> handle.createQuery(END)
                .bind("id", id.value())
                .map((row, context) -> new UserId(Columns.uuid(row, "user_id")))
                .findOne());
    }

    @Override
    public boolean end(SessionId id, UserId owner) {
        return statements.ask(handle -> handle.createUpdate(END_OF_OWNER)
                        .bind("id", id.value())
                        .bind("owner", owner.value())
                        .execute())
                == 1;
    }

    @Override
    public List<SessionId> endOthers(UserId owner, SessionId kept) {
        return statements.ask(handle -> handle.createQuery(END_OTHERS)
                .bind("owner", owner.value())
                .bind("kept", kept.value())
                .map((row, context) -> new SessionId(Columns.uuid(row, "id")))
                .list());
    }

    @Override
    public List<SessionId> endAll(UserId owner) {
        return statements.ask(handle -> handle.createQuery(END_ALL)
                .bind("owner", owner.value())
                .map((row, context) -> new SessionId(Columns.uuid(row, "id")))
                .list());
    }

    @Override
    public List<UsedDevice> devicesOf(UserId owner) {
        return statements.ask(handle -> handle.createQuery(DEVICES)
                .bind("owner", owner.value())
                .map((row, context) -> new UsedDevice(
                        Columns.text(row, "device"),
                        Columns.text(row, "provider"),
                        Columns.instant(row, "first_used_at"),
                        Columns.instant(row, "last_used_at")))
                .list());
    }

    @Override
    public List<Session> of(UserId owner, @Nullable SessionId before, int most) {
        return statements.ask(handle -> handle.createQuery(OF_OWNER)
                .bind("owner", owner.value())
                .bind("before", before == null ? null : before.value())
                .bind("most", most)
                .map(JdbiSessions::read)
                .map(ActiveSession::session)
                .list());
    }

    @Override
    public int purge(SessionPolicy policy, int most) {
        return statements.ask(handle -> handle.createQuery(PURGE)
                .bind("retention", SessionPolicy.RETENTION)
                .bind("device_retention", SessionPolicy.DEVICE_RETENTION)
                .bind("revocation_retention", policy.revocationRetention())
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
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
        return new ActiveSession(session, UserColumns.read(row), Columns.instant(row, "as_of"));
    }
}
