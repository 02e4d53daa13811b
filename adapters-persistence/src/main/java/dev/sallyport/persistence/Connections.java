package dev.sallyport.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.sallyport.persistence.sql.Outages;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** How we connect: impatiently, because somebody waits for the answer. */
final class Connections {
    /** Whoever waits longer for a connection is better told that there is none. */
    private static final int POOL_TIMEOUT_MILLIS = 1000;

    /** What goes to a replica can go to the primary as well, and soon should; shorter the pool cannot wait. */
    private static final int REPLICA_TIMEOUT_MILLIS = 250;

    /** Whoever looks after the replica does so every second. */
    private static final int WATCH_TIMEOUT_SECONDS = 1;

    private static final int CONNECT_TIMEOUT_SECONDS = 2;
    private static final int SIGN_IN_TIMEOUT_SECONDS = 5;

    /** Our statements take milliseconds; a database that is silent for so long has vanished from the network. */
    private static final int SILENCE_TIMEOUT_SECONDS = 5;

    private Connections() {}

    /** A pool that need not reach the database to be opened, and finds it again by itself after an outage. */
    static HikariDataSource pool(DatabaseSettings settings) {
        PGSimpleDataSource driver = impatient(settings);
        var config = new HikariConfig();
        config.setPoolName("sallyport-database");
        config.setDataSource(driver);
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(POOL_TIMEOUT_MILLIS);
        config.setValidationTimeout(POOL_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(new DiscardAfterOutage());
        var pool = new HikariDataSource(config);
        // The pool would hold signing in to its own time-out, which is short for TLS over a distance.
        driver.setLoginTimeout(SIGN_IN_TIMEOUT_SECONDS);
        return pool;
    }

    /** Like {@link #pool}, to a server that is only read from, seldom and with less patience. */
    static HikariDataSource replicaPool(DatabaseSettings settings) {
        PGSimpleDataSource driver = impatient(settings);
        driver.setReadOnly(true);
        // A replica that was promoted would write, too.
        driver.setReadOnlyMode("always");
        var config = new HikariConfig();
        config.setPoolName("sallyport-replica");
        config.setDataSource(driver);
        config.setReadOnly(true);
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(REPLICA_TIMEOUT_MILLIS);
        config.setValidationTimeout(REPLICA_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(new DiscardAfterOutage());
        var pool = new HikariDataSource(config);
        driver.setLoginTimeout(SIGN_IN_TIMEOUT_SECONDS);
        return pool;
    }

    /** Connections without a pool, to see whether a replica can be used. */
    static PGSimpleDataSource watch(DatabaseSettings settings) {
        PGSimpleDataSource driver = unpooled(settings);
        driver.setConnectTimeout(WATCH_TIMEOUT_SECONDS);
        driver.setLoginTimeout(WATCH_TIMEOUT_SECONDS);
        driver.setSocketTimeout(WATCH_TIMEOUT_SECONDS);
        return driver;
    }

    /** Connections without a pool, on which nothing may take long. */
    static PGSimpleDataSource impatient(DatabaseSettings settings) {
        PGSimpleDataSource driver = unpooled(settings);
        driver.setSocketTimeout(SILENCE_TIMEOUT_SECONDS);
        return driver;
    }

    /** Connections without a pool, and without a limit to how long a statement may take: for migrations. */
    static PGSimpleDataSource unpooled(DatabaseSettings settings) {
        var driver = new PGSimpleDataSource();
        driver.setURL(settings.jdbcUrl());
        if (!settings.user().isEmpty()) {
            driver.setUser(settings.user());
        }
        if (!settings.password().isEmpty()) {
            driver.setPassword(settings.password());
        }
        driver.setApplicationName("sallyport");
        driver.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        driver.setTcpKeepAlive(true);
        // Details quote the row at fault, which is somebody's data.
        driver.setLogServerErrorDetail(false);
        // Says what is set up at the beginning along with signing in, instead of in a round trip of its own.
        driver.setAssumeMinServerVersion("14");
        return driver;
    }

    /** Connections that told of an outage are not used again: one to a server that became a standby never writes again. */
    private static final class DiscardAfterOutage implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Outages.isOutage(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
