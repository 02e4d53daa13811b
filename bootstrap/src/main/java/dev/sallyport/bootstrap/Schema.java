package dev.sallyport.bootstrap;

import dev.sallyport.application.audit.ExportAuditTrail;
import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.MissingPrivileges;
import dev.sallyport.persistence.ReplicaSettings;
import dev.sallyport.persistence.SchemaTooNew;
import dev.sallyport.persistence.replica.ReplicaState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first contact with the database. What fails here is the operator's to mend, so it is told to them in words. */
public final class Schema {
    private static final Duration PATIENCE_WITH_REPLICA = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Schema() {}

    /**
     * Brings the schema up to date. Of several instances that do so at once, one does the work and the others wait.
     *
     * @return how many migrations were applied
     * @throws CannotStart if the database cannot be used or a newer version of Sallyport has been here
     */
    public static int migrate(DatabaseSettings settings) {
        try (Database database = open(settings)) {
            return migrate(database, settings, () -> {});
        }
    }

    /** How a database's schema stands to this version. */
    public enum State {
        CURRENT,
        OLDER,
        NEWER
    }

    /**
     * Looks at the schema and leaves it as it is.
     *
     * @throws CannotStart if the database cannot be used
     */
    public static State examine(DatabaseSettings settings) {
        try (Database database = open(settings)) {
            return explained(() -> state(database), settings);
        }
    }

    private static State state(Database database) {
        if (!database.isSchemaCurrent()) {
            return State.OLDER;
        }
        try {
            database.requireSchemaNotNewer();
            return State.CURRENT;
        } catch (SchemaTooNew newer) {
            return State.NEWER;
        }
    }

    /** The pool; the database is not asked anything yet. */
    static Database open(DatabaseSettings settings) {
        return Database.open(server(settings));
    }

    /** The same with the pool to its replica, if there is one. */
    static Database openWithReplica(DatabaseSettings settings) {
        return settings.replica()
                .map(replica -> Database.open(server(settings), replica(settings, replica)))
                .orElseGet(() -> open(settings));
    }

    private static dev.sallyport.persistence.DatabaseSettings server(DatabaseSettings settings) {
        return new dev.sallyport.persistence.DatabaseSettings(
                settings.jdbcUrl(),
                settings.user(),
                settings.password().map(Secret::reveal).orElse(""),
                settings.poolSize());
    }

    private static ReplicaSettings replica(DatabaseSettings settings, DatabaseSettings.Replica replica) {
        return new ReplicaSettings(
                new dev.sallyport.persistence.DatabaseSettings(
                        replica.jdbcUrl(),
                        replica.user(),
                        replica.password().map(Secret::reveal).orElse(""),
                        settings.poolSize()),
                replica.maxLag());
    }

    /**
     * Looks how the replica stands to the database, for a few seconds if it is behind.
     *
     * @return empty if there is no replica
     */
    public static Optional<ReplicaState> examineReplica(DatabaseSettings settings) {
        if (settings.replica().isEmpty()) {
            return Optional.empty();
        }
        try (Database database = openWithReplica(settings)) {
            return Optional.of(explained(() -> caughtUp(database), settings));
        }
    }

    private static ReplicaState caughtUp(Database database) {
        long begun = System.nanoTime();
        ReplicaState state = database.examineReplica();
        while (state instanceof ReplicaState.Behind && System.nanoTime() - begun < PATIENCE_WITH_REPLICA.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            state = database.examineReplica();
        }
        return state;
    }

    /**
     * @param before what to do before anything is written; what it throws keeps everything as it is
     */
    static int migrate(Database database, DatabaseSettings settings, Runnable before) {
        return explained(() -> database.migrate(before), settings);
    }

    /** Before anything else is asked: whoever may not even read would hear that nothing is there. */
    static void requirePrivilegesToServe(Database database, DatabaseSettings settings) {
        explained(
                () -> {
                    database.requirePrivilegesToServe();
                    return true;
                },
                settings);
    }

    static void requireCurrent(Database database, DatabaseSettings settings) {
        if (!explained(database::isSchemaCurrent, settings)) {
            throw new CannotStart(
                    "The database schema is older than this version. Run: sallyport migrate"
                            + (settings.migrateOnStart() ? "." : " (MIGRATE_ON_START is off)."),
                    null);
        }
    }

    /** What a single command needs: a newer version's servers may keep what this one knows nothing of. */
    static void requireThisVersion(Database database, DatabaseSettings settings) {
        requireCurrent(database, settings);
        explained(
                () -> {
                    database.requireSchemaNotNewer();
                    return true;
                },
                settings);
    }

    /**
     * Hands over what the audit trail tells, in a database that is not migrated for it.
     *
     * @throws CannotStart if the database cannot be used or its schema is older than this version
     */
    public static ExportAuditTrail.Result exportAuditTrail(
            DatabaseSettings settings, ExportAuditTrail.Command command) {
        try (Database database = open(settings)) {
            requireCurrent(database, settings);
            return new ExportAuditTrail(database.auditArchive()).handle(command);
        }
    }

    private static <T> T explained(Supplier<T> contact, DatabaseSettings settings) {
        try {
            return contact.get();
        } catch (SchemaTooNew newer) {
            throw new CannotStart("Too old: " + newer.getMessage() + ". Nothing was changed.", newer);
        } catch (MissingPrivileges missing) {
            throw lacking(missing, settings);
        } catch (RuntimeException failure) {
            SQLException refusal = deepestRefusal(failure);
            if (refusal == null) {
                throw failure;
            }
            throw new CannotStart(
                    "The database at " + withoutParameters(settings.jdbcUrl()) + " cannot be used: " + oneLine(refusal)
                            + " See that it runs and that DATABASE_URL is right.",
                    failure);
        }
    }

    private static CannotStart lacking(MissingPrivileges missing, DatabaseSettings settings) {
        return new CannotStart(
                "The user in DATABASE_URL, " + settings.user() + ", lacks rights at "
                        + withoutParameters(settings.jdbcUrl())
                        + ". Nothing was changed. Have the database's owner say:\n  "
                        + String.join(";\n  ", missing.grants()) + ";\n"
                        + "or let `sallyport migrate` run as the owner and servers with MIGRATE_ON_START=false, with the rights in"
                        + " deploy/postgresql/roles.sql.",
                missing);
    }

    private static @Nullable SQLException deepestRefusal(Throwable failure) {
        SQLException deepest = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                deepest = refusal;
            }
        }
        return deepest;
    }

    private static String oneLine(SQLException refusal) {
        String message =
                String.valueOf(refusal.getMessage()).replaceAll("\\s+", " ").strip();
        return message.endsWith(".") ? message : message + ".";
    }

    private static String withoutParameters(String jdbcUrl) {
        int parameters = jdbcUrl.indexOf('?');
        String address = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        return address.substring("jdbc:".length());
    }
}
