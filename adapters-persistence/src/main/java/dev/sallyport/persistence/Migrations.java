package dev.sallyport.persistence;

import java.util.Arrays;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jdbi.v3.core.Jdbi;

/**
 * The schema and how it became what it is: forward only. It keeps out of the way of a program that embeds Sallyport and migrates
 * tables of its own by Flyway: neither its migrations nor its history are in the usual places.
 */
final class Migrations {
    /** Where Flyway writes down what was applied. */
    static final String HISTORY = "sallyport_schema_history";

    /** Any number that nobody else is likely to lock in the same database. */
    private static final long LOCK = 0x5A11_9097_5C4E_3A00L;

    /** Of the audit trail, for which running servers prepare as well. */
    private static final int MONTHS_AHEAD = 3;

    private final Jdbi guard;
    private final Flyway flyway;
    private volatile boolean known;

    Migrations(DataSource source) {
        this.guard = Jdbi.create(source);
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/sallyport/persistence/migrations")
                .table(HISTORY)
                // Other people's tables may be there already, and are none of our business.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .loggers("slf4j");
        // Flyway's own lock must not be a transaction, which would keep an index from being created concurrently.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        this.flyway = configuration.load();
    }

    /**
     * Applies what is missing. Of several instances that start together one does so, and the others wait for all of it.
     *
     * @param before what to do before anything is written; what it throws keeps everything as it is
     * @throws MissingPrivileges if we may not do so
     */
    int apply(Runnable before) {
        return guard.withHandle(handle -> {
            while (!handle.createQuery("SELECT pg_try_advisory_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                // Never waits in one long statement: creating an index concurrently would wait for that in turn.
                handle.execute("SELECT pg_sleep(0.1)");
            }
            // The lock ends with its connection, which is not a pooled one.
            MigrationInfoService state = flyway.info();
            refuseFuture(state);
            if (state.pending().length > 0) {
                Privileges.requireToMigrate(handle);
            }
            before.run();
            int applied = flyway.migrate().migrationsExecuted;
            known = true;
            handle.createQuery("SELECT prepare_audit_months(:ahead)")
                    .bind("ahead", MONTHS_AHEAD)
                    .mapTo(Integer.class)
                    .one();
            return applied;
        });
    }

    /** Whether nothing is missing. The schema never goes back, so a yes needs no second look. */
    boolean areApplied() {
        if (!known) {
            known = flyway.info().pending().length == 0;
        }
        return known;
    }

    /**
     * Makes sure that a server may do what it has to.
     *
     * @throws MissingPrivileges if it may not
     */
    void requirePrivilegesToServe() {
        guard.useHandle(Privileges::requireToServe);
    }

    /** Makes sure that no newer version has been here. */
    void refuseFuture() {
        refuseFuture(flyway.info());
    }

    private static void refuseFuture(MigrationInfoService state) {
        Arrays.stream(state.applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .ifPresent(version -> {
                    throw new SchemaTooNew(version.getVersion());
                });
    }
}
