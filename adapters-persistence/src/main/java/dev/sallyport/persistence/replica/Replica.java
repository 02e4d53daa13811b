package dev.sallyport.persistence.replica;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.persistence.sql.Outages;
import dev.sallyport.persistence.sql.StaleReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standby of the database, read from while it is known to be young enough. Knowing costs no request anything: somebody {@linkplain #examine()
 * looks} every second, and what was found goes out of date by itself. A read that fails there is run again where everything is.
 */
public final class Replica implements StaleReads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** A query that had to give way to what the standby replays: the next may well succeed. */
    private static final String GAVE_WAY = "40";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Examination examination;
    private final Duration maxLag;
    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();

    /** What went wrong there and was no outage, by SQLSTATE: looking finds nothing of it, and the next read may meet it again. */
    private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

    private final AtomicLong requiredSince = new AtomicLong(System.nanoTime());

    /** The moment up to which it has everything; null while it is not used. */
    private volatile @Nullable Long completeUntil;

    /**
     * @param pool of connections to it, which is closed along with this
     * @param jdbi on that pool
     * @param watch makes connections to it on which nothing takes long
     */
    public Replica(Jdbi primary, HikariDataSource pool, Jdbi jdbi, DataSource watch, Duration maxLag) {
        this.pool = pool;
        this.jdbi = jdbi;
        this.examination = new Examination(primary, watch);
        this.maxLag = maxLag;
    }

    @Override
    public <T extends @Nullable Object> T ask(Function<Handle, T> read, Supplier<T> otherwise) {
        Long complete = completeUntil;
        if (complete == null || !isYoungEnough(complete) || complete - requiredSince.get() < 0) {
            return otherwise.get();
        }
        try {
            return Outages.reported(() -> jdbi.withHandle(handle -> inSight(handle, read)));
        } catch (RuntimeException failure) {
            SQLException reason = Outages.errorIn(failure);
            if (reason == null) {
                // It took too long, as it would elsewhere, or has nothing to do with where it was read.
                throw failure;
            }
            leave(reason);
            return otherwise.get();
        }
    }

    private void leave(SQLException reason) {
        String state = String.valueOf(reason.getSQLState());
        if (state.startsWith(GAVE_WAY)) {
            return;
        }
        completeUntil = null;
        if (!Outages.isOutage(reason) && toldOf.add(state)) {
            LOG.warn(
                    "The replica answers a read with an error; such reads are run again on the database. This is said once: {}",
                    reason.getMessage());
        }
    }

    private <T extends @Nullable Object> T inSight(Handle handle, Function<Handle, T> read) {
        Connection connection = handle.getConnection();
        inUse.add(connection);
        try {
            return read.apply(handle);
        } finally {
            inUse.remove(connection);
        }
    }

    @Override
    public void requireNewer() {
        requiredSince.set(System.nanoTime());
    }

    private boolean isYoungEnough(@Nullable Long complete) {
        return complete != null && System.nanoTime() - complete <= maxLag.toNanos();
    }

    /** Whether it is read from at the moment, if nobody needs anything younger. */
    public boolean isInUse() {
        return isYoungEnough(completeUntil);
    }

    /**
     * Looks how it is, and has it used accordingly.
     *
     * @throws ServiceUnavailable if the primary does not answer; what was known before stays so until it is too old
     */
    public synchronized ReplicaState examine() {
        ReplicaState state = examination.run(maxLag);
        completeUntil = state instanceof ReplicaState.InUse ? examination.completeUntil() : null;
        if (state instanceof ReplicaState.Unreachable) {
            breakOff();
        }
        return state;
    }

    /** Whoever waits for an answer that will not come gets one elsewhere; and nobody is given such a connection later. */
    private void breakOff() {
        pool.getHikariPoolMXBean().softEvictConnections();
        inUse.forEach(Replica::breakOff);
    }

    private static void breakOff(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyBroken) {
            LOG.debug("broken already", alreadyBroken);
        }
    }

    @Override
    public void close() {
        completeUntil = null;
        examination.close();
        pool.close();
    }
}
