package dev.sallyport.persistence.replica;

import dev.sallyport.persistence.sql.Outages;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database how far it is, and a replica whether it is one of that and how far it has come. The database is asked in one round trip on a
 * connection of its pool; the replica on a connection of its own, which is kept.
 */
final class Examination implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Examination.class);

    /** Servers that replicate each other have one system identifier and the same object ids. */
    private static final String IDENTITY = """
            (SELECT system_identifier FROM pg_control_system()) AS system,
            (SELECT oid FROM pg_database WHERE datname = current_database())::bigint AS database""";

    private static final String PRIMARY = """
            SELECT CASE WHEN NOT pg_is_in_recovery() THEN (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint END AS position,
            """ + IDENTITY;

    private static final String REPLICA = """
            SELECT pg_is_in_recovery() AS standby, (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint AS position,
            (SELECT bool_and(has_table_privilege(to_regclass(read), 'SELECT')) FROM unnest(ARRAY['users', 'user_roles', 'sessions',
                'pending_registrations', 'audit_events', 'mail_outbox', 'invitations', 'invitation_roles']) AS read) AS readable,
            """ + IDENTITY;

    private final Jdbi primary;
    private final DataSource replica;
    private final Freshness freshness = new Freshness();
    private @Nullable Connection connection;

    /** Of the server at the other end of the connection, which cannot be mended while it runs. */
    private boolean strayed;

    Examination(Jdbi primary, DataSource replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** What a server says of itself. */
    private record Server(boolean standby, @Nullable Long position, boolean readable, long system, long database) {
        private boolean isOfTheSame(Server other) {
            return system == other.system && database == other.database;
        }
    }

    ReplicaState run(Duration maxLag) {
        long before = System.nanoTime();
        Server database = database();
        if (database.position != null) {
            freshness.primaryWasAt(database.position, before);
        }
        try {
            return judge(database, asked(), maxLag);
        } catch (SQLException failure) {
            close();
            return new ReplicaState.Unreachable(firstLine(failure));
        }
    }

    private Server database() {
        return Outages.reported(() -> primary.withHandle(handle -> handle.createQuery(PRIMARY)
                .map((row, context) -> server(row, false, true))
                .one()));
    }

    private ReplicaState judge(Server database, Server found, Duration maxLag) {
        if (!found.isOfTheSame(database)) {
            return new ReplicaState.OfAnother();
        }
        if (!found.standby) {
            return new ReplicaState.NoStandby();
        }
        if (found.position != null) {
            strayed = strayed || isAhead(found.position, database);
            if (strayed) {
                return new ReplicaState.Strayed();
            }
            freshness.replicaIsAt(found.position);
        }
        long now = System.nanoTime();
        Long complete = freshness.completeUntil();
        if (complete != null && now - complete <= maxLag.toNanos()) {
            return found.readable
                    ? new ReplicaState.InUse(Duration.ofNanos(now - complete))
                    : new ReplicaState.Unreadable();
        }
        Long lacking = complete == null ? freshness.lacksSince() : complete;
        return new ReplicaState.Behind(Duration.ofNanos(lacking == null ? 0 : now - lacking));
    }

    /**
     * Whether the replica has what the database lacks. No standby has what its primary did not have before; but the database goes on between two
     * questions, so it is asked again if need be.
     */
    private boolean isAhead(long position, Server database) {
        if (database.position == null || position <= database.position) {
            return false;
        }
        Long now = database().position;
        return now != null && position > now;
    }

    @Nullable
    Long completeUntil() {
        return freshness.completeUntil();
    }

    private Server asked() throws SQLException {
        Connection asked = connection == null ? replica.getConnection() : connection;
        connection = asked;
        try (Statement statement = asked.createStatement();
                ResultSet row = statement.executeQuery(REPLICA)) {
            row.next();
            return server(row, row.getBoolean("standby"), row.getBoolean("readable"));
        }
    }

    private static Server server(ResultSet row, boolean standby, boolean readable) throws SQLException {
        long position = row.getLong("position");
        return new Server(
                standby, row.wasNull() ? null : position, readable, row.getLong("system"), row.getLong("database"));
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Gives the connection back; whoever asks again gets another. */
    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        strayed = false;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException broken) {
                LOG.debug("broken already", broken);
            }
        }
    }
}
