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
            """ + IDENTITY;

    private final Jdbi primary;
    private final DataSource replica;
    private final Freshness freshness = new Freshness();
    private @Nullable Connection connection;

    Examination(Jdbi primary, DataSource replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** What a server says of itself. */
    private record Server(boolean standby, @Nullable Long position, long system, long database) {
        private boolean isOfTheSame(Server other) {
            return system == other.system && database == other.database;
        }
    }

    ReplicaState run(Duration maxLag) {
        long before = System.nanoTime();
        Server database = Outages.reported(() -> primary.withHandle(handle -> handle.createQuery(PRIMARY)
                .map((row, context) -> server(row, false))
                .one()));
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

    private ReplicaState judge(Server database, Server found, Duration maxLag) {
        if (!found.isOfTheSame(database)) {
            return new ReplicaState.OfAnother();
        }
        if (!found.standby) {
            return new ReplicaState.NoStandby();
        }
        if (found.position != null) {
            freshness.replicaIsAt(found.position);
        }
        long now = System.nanoTime();
        Long complete = freshness.completeUntil();
        if (complete != null && now - complete <= maxLag.toNanos()) {
            return new ReplicaState.InUse(Duration.ofNanos(now - complete));
        }
        Long lacking = complete == null ? freshness.lacksSince() : complete;
        return new ReplicaState.Behind(Duration.ofNanos(lacking == null ? 0 : now - lacking));
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
            return server(row, row.getBoolean("standby"));
        }
    }

    private static Server server(ResultSet row, boolean standby) throws SQLException {
        long position = row.getLong("position");
        return new Server(standby, row.wasNull() ? null : position, row.getLong("system"), row.getLong("database"));
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Gives the connection back; whoever asks again gets another. */
    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException broken) {
                LOG.debug("broken already", broken);
            }
        }
    }
}
