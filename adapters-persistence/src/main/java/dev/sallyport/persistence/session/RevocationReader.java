package dev.sallyport.persistence.session;

import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.access.JdbiRoles;
import dev.sallyport.persistence.sql.Columns;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code revocations}, and which edition of the roles there is, and remembers how far it has come: the first time everything that still matters,
 * then what is new.
 *
 * <p>Rows become visible in the order of commits, not of writing. Therefore it goes by transactions: each look also asks for the oldest one
 * still running, and the next look begins with that one. Another server numbers its transactions by itself, and after a failover or a restore may
 * be behind what was counted before: where the server has changed, it begins anew.
 */
final class RevocationReader {
    private static final String COLUMNS = """
            SELECT EXTRACT(epoch FROM pg_postmaster_start_time())::text AS server_started,
                pg_snapshot_xmin(pg_current_snapshot())::text AS oldest_running, r.id, r.session_id, r.user_id, u.status,
                ARRAY(SELECT o.role FROM user_roles o WHERE o.user_id = u.id) AS roles, %s AS edition
            FROM (VALUES (1)) AS always LEFT JOIN revocations r ON""".formatted(JdbiRoles.EDITION);

    private static final String USERS = " LEFT JOIN users u ON u.id = r.user_id";

    private static final String ALL = COLUMNS + " r.revoked_at > now() - :relevance::interval" + USERS;

    private static final String NEW = COLUMNS + " r.written_by >= :oldest_running::xid8" + USERS;

    private final Duration relevance;
    private String serverStarted = "";
    private String oldestRunning = "";
    private Set<UUID> told = Set.of();

    /**
     * @param relevance for how long a revocation matters, and may have been written before it could be seen
     */
    RevocationReader(Duration relevance) {
        this.relevance = relevance;
    }

    RevocationFeed.News read(Handle handle) {
        String startedBefore = serverStarted;
        String runningBefore = oldestRunning;
        RevocationFeed.News news = look(handle);
        if (runningBefore.isEmpty()
                || (serverStarted.equals(startedBefore) && number(oldestRunning) >= number(runningBefore))) {
            return news;
        }
        oldestRunning = "";
        told = Set.of();
        return look(handle);
    }

    /** Of a transaction. They are 64 bits wide, and nobody gets beyond half of that. */
    private static long number(String transaction) {
        return Long.parseLong(transaction);
    }

    /** While a transaction runs for long, the same rows are read again and again; they are told once. */
    private RevocationFeed.News look(Handle handle) {
        Query query = oldestRunning.isEmpty()
                ? handle.createQuery(ALL).bind("relevance", relevance)
                : handle.createQuery(NEW).bind("oldest_running", oldestRunning);
        Set<UUID> seen = new HashSet<>();
        List<Revocation> news = new ArrayList<>();
        var edition = new AtomicReference<@Nullable UUID>();
        query.map((row, context) -> {
                    serverStarted = Columns.text(row, "server_started");
                    oldestRunning = Columns.text(row, "oldest_running");
                    edition.set(Columns.uuid(row, "edition"));
                    UUID id = row.getObject("id", UUID.class);
                    if (id != null && seen.add(id) && !told.contains(id)) {
                        news.add(revocation(row));
                    }
                    return seen;
                })
                .list();
        told = seen;
        return new RevocationFeed.News(
                news, new RolesEdition(Objects.requireNonNull(edition.get(), "there is always a row")));
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
}
