package dev.sallyport.persistence.sql;

import dev.sallyport.application.ServiceUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot serve anybody just now from a statement that was wrong. The one place that does. */
public final class Outages {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * Beginnings of SQLSTATE (PostgreSQL's appendix A): no connection; no resources, too many connections; shut down, crashed or
     * starting; only a standby, which does not write; and a transaction that had to give way to others, of which nothing is left.
     */
    private static final List<String> STATES = List.of("08", "53", "57P", "25006", "40");

    /** The server broke the statement off: it took longer than its {@link TimeLimit}. The connection is none the worse for it. */
    private static final String BROKEN_OFF = "57014";

    private Outages() {}

    /**
     * Does something with the database.
     *
     * @throws ServiceUnavailable if the database is out of order, or took too long; what else goes wrong is thrown as it is
     */
    public static <T extends @Nullable Object> T reported(Supplier<T> access) {
        try {
            return access.get();
        } catch (ServiceUnavailable reported) {
            throw reported;
        } catch (RuntimeException failure) {
            throw isOutage(failure) || isBrokenOff(failure)
                    ? new ServiceUnavailable("database", RETRY_AFTER, failure)
                    : failure;
        }
    }

    /** The outage that is the failure, or caused it; null if none did. */
    public static @Nullable SQLException outageIn(Throwable failure) {
        return cause(failure, Outages::isOutage);
    }

    /** The error of SQL or of the connection that is the failure, or caused it; null if none did, or if it was that something took too long. */
    public static @Nullable SQLException errorIn(Throwable failure) {
        return isBrokenOff(failure) ? null : cause(failure, any -> true);
    }

    private static boolean isOutage(Throwable failure) {
        return outageIn(failure) != null;
    }

    /** Whether the database answers, but did not finish something in the time that it was given. */
    public static boolean isBrokenOff(Throwable failure) {
        return cause(failure, sql -> BROKEN_OFF.equals(sql.getSQLState())) != null;
    }

    private static @Nullable SQLException cause(Throwable failure, Predicate<SQLException> reason) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && reason.test(sql)) {
                return sql;
            }
        }
        return null;
    }

    /** Whether the database, not the statement, is to blame. A connection that says so is of no more use. */
    public static boolean isOutage(SQLException failure) {
        // The pool's time-out carries no state when all connections are merely busy.
        return failure instanceof SQLTransientConnectionException
                || (failure.getSQLState() != null && STATES.stream().anyMatch(failure.getSQLState()::startsWith));
    }
}
