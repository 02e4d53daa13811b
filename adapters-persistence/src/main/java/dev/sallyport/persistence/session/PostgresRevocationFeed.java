package dev.sallyport.persistence.session;

import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.access.JdbiRoles;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Outages;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Reads {@code revocations}, and which edition of the roles there is, over a connection of its own. {@code NOTIFY} only says that it is worth looking; what there is to know is
 * always read from the table, and it is also read when nothing was said. So nothing is missed where notifications do not get through, as
 * with a pooler between, and a lost connection only costs what it takes to begin anew.
 *
 * <p>Rows become visible in the order of commits, not of writing. Therefore it goes by transactions: each look also asks for the oldest one
 * still running, and the next look begins with that one.
 */
public final class PostgresRevocationFeed implements RevocationFeed {
    private static final String COLUMNS = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_running, r.id, r.session_id, r.user_id, u.status,
                ARRAY(SELECT o.role FROM user_roles o WHERE o.user_id = u.id) AS roles, %s AS edition
            FROM (VALUES (1)) AS always LEFT JOIN revocations r ON""".formatted(JdbiRoles.EDITION);

    private static final String USERS = " LEFT JOIN users u ON u.id = r.user_id";

    private static final String ALL = COLUMNS + " r.revoked_at > now() - :relevance::interval" + USERS;

    private static final String NEW = COLUMNS + " r.written_by >= :oldest_running::xid8" + USERS;

    private static final String REVOCATIONS = "sallyport_revocations";
    private static final String MAIL = "sallyport_mail";

    private final Jdbi unpooled;
    private final Duration relevance;
    private final Runnable onMail;
    private @Nullable Following following;

    /** A connection that listens, and how far it has come. */
    private static final class Following {
        private final Handle handle;
        private String oldestRunning = "";
        private Set<UUID> told = Set.of();

        private Following(Handle handle) {
            this.handle = handle;
        }
    }

    /**
     * One that is not connected yet.
     *
     * @param unpooled makes connections that may be kept
     * @param relevance for how long a revocation matters, and may have been written before it could be seen
     * @param onMail called when mail was queued anywhere, if that is heard: it comes over the same connection, since connections are dear
     */
    public PostgresRevocationFeed(Jdbi unpooled, Duration relevance, Runnable onMail) {
        this.unpooled = unpooled;
        this.relevance = relevance;
        this.onMail = onMail;
    }

    @Override
    public synchronized News await(Duration longestWait) {
        try {
            return Outages.reported(() -> following == null ? everything() : news(following, longestWait));
        } catch (RuntimeException | Error failure) {
            // Halfway through the news, nobody knows which of them were told.
            close();
            throw failure;
        }
    }

    @Override
    public void beginAnew() {
        close();
    }

    private News everything() {
        Following begun = new Following(unpooled.open());
        following = begun;
        begun.handle.execute("LISTEN " + REVOCATIONS + "; LISTEN " + MAIL);
        return read(begun.handle.createQuery(ALL).bind("relevance", relevance), begun);
    }

    private News news(Following following, Duration longestWait) {
        awaitNotification(following.handle.getConnection(), longestWait);
        return read(following.handle.createQuery(NEW).bind("oldest_running", following.oldestRunning), following);
    }

    /** Until something was revoked or roles were changed, or for so long: mail alone is no reason to look for revocations. */
    private void awaitNotification(Connection connection, Duration longestWait) {
        long begun = System.nanoTime();
        boolean heard = false;
        try {
            PGConnection listening = connection.unwrap(PGConnection.class);
            for (Duration left = longestWait;
                    !heard && left.toMillis() > 0;
                    left = longestWait.minusNanos(System.nanoTime() - begun)) {
                Set<String> channels = Stream.of(listening.getNotifications((int) left.toMillis()))
                        .map(PGNotification::getName)
                        .collect(Collectors.toSet());
                heard = channels.contains(REVOCATIONS);
                if (channels.contains(MAIL)) {
                    onMail.run();
                }
            }
        } catch (SQLException broken) {
            throw new ConnectionException(broken);
        }
    }

    /** While a transaction runs for long, the same rows are read again and again; they are told once. */
    private static News read(Query query, Following following) {
        Set<UUID> seen = new HashSet<>();
        List<Revocation> news = new ArrayList<>();
        var edition = new AtomicReference<@Nullable UUID>();
        query.map((row, context) -> {
                    following.oldestRunning = Columns.text(row, "oldest_running");
                    edition.set(Columns.uuid(row, "edition"));
                    UUID id = row.getObject("id", UUID.class);
                    if (id != null && seen.add(id) && !following.told.contains(id)) {
                        news.add(revocation(row));
                    }
                    return seen;
                })
                .list();
        following.told = seen;
        return new News(news, new RolesEdition(Objects.requireNonNull(edition.get(), "there is always a row")));
    }

    /** What is so now: the status and roles of this moment, not of the one in which they were changed. */
    private static Revocation revocation(ResultSet row) throws SQLException {
        UUID session = row.getObject("session_id", UUID.class);
        if (session != null) {
            return new Revocation.SessionEnded(new SessionId(session));
        }
        UserId user = new UserId(Columns.uuid(row, "user_id"));
        boolean active = Objects.equals(row.getString("status"), "active");
        return active
                ? roles(row)
                        .<Revocation>map(roles -> new Revocation.RolesChanged(user, roles))
                        .orElseGet(() -> new Revocation.UserShutOut(user))
                : new Revocation.UserShutOut(user);
    }

    /** Empty if one of them has a name that this version cannot read: that must not keep anybody from hearing of the others. */
    private static Optional<Set<RoleName>> roles(ResultSet row) throws SQLException {
        try {
            return Optional.of(
                    Columns.texts(row, "roles").stream().map(RoleName::new).collect(Collectors.toUnmodifiableSet()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Gives the connection back; whoever asks again begins anew. */
    @Override
    public synchronized void close() {
        Following closing = following;
        following = null;
        if (closing != null) {
            closing.handle.close();
        }
    }
}
