package dev.sallyport.persistence;

import java.util.Arrays;
import java.util.Comparator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * The schema and how it became what it is: forward only. It keeps out of the way of a program that embeds Sallyport and migrates
 * tables of its own by Flyway: neither its migrations nor its history are in the usual places.
 */
final class Migrations {
    private final Flyway flyway;
    private volatile boolean known;

    Migrations(DataSource source) {
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/sallyport/persistence/migrations")
                .table("sallyport_schema_history")
                // Other people's tables may be there already, and are none of our business.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // Of several instances that start together one migrates; the others wait for it, for two minutes at the
                // most.
                .lockRetryCount(120)
                .loggers("slf4j");
        // Holds that lock outside of a transaction, so that a migration may create an index concurrently.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        this.flyway = configuration.load();
    }

    int apply() {
        refuseFuture();
        int applied = flyway.migrate().migrationsExecuted;
        known = true;
        return applied;
    }

    /** Whether nothing is missing. The schema never goes back, so a yes needs no second look. */
    boolean areApplied() {
        if (!known) {
            known = flyway.info().pending().length == 0;
        }
        return known;
    }

    private void refuseFuture() {
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .ifPresent(version -> {
                    throw new SchemaTooNew(version.getVersion());
                });
    }
}
