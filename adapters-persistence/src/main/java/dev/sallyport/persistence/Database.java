package dev.sallyport.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.audit.AuditArchive;
import dev.sallyport.application.audit.AuditSeals;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.invitation.DeclaredAdministrators;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.keys.SealedValues;
import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.persistence.access.JdbiRoles;
import dev.sallyport.persistence.account.JdbiAccountDeletions;
import dev.sallyport.persistence.account.JdbiEmailChanges;
import dev.sallyport.persistence.account.JdbiUsers;
import dev.sallyport.persistence.admin.JdbiCarriedUsers;
import dev.sallyport.persistence.admin.JdbiStatistics;
import dev.sallyport.persistence.admin.JdbiUserDirectory;
import dev.sallyport.persistence.audit.JdbiAuditArchive;
import dev.sallyport.persistence.audit.JdbiAuditSeals;
import dev.sallyport.persistence.audit.JdbiAuditTrail;
import dev.sallyport.persistence.invitation.JdbiDeclaredAdministrators;
import dev.sallyport.persistence.invitation.JdbiInvitations;
import dev.sallyport.persistence.keys.JdbiSealedValues;
import dev.sallyport.persistence.keys.JdbiServerKeys;
import dev.sallyport.persistence.mail.JdbiMailOutbox;
import dev.sallyport.persistence.mail.JdbiMailQueue;
import dev.sallyport.persistence.mail.JdbiMailRecords;
import dev.sallyport.persistence.mail.OutboxBacklog;
import dev.sallyport.persistence.recovery.JdbiPasswordResets;
import dev.sallyport.persistence.recovery.JdbiRecoveryRequests;
import dev.sallyport.persistence.registration.JdbiPendingRegistrations;
import dev.sallyport.persistence.replica.Replica;
import dev.sallyport.persistence.replica.ReplicaState;
import dev.sallyport.persistence.secondfactor.JdbiSecondFactors;
import dev.sallyport.persistence.secondfactor.JdbiSignInChallenges;
import dev.sallyport.persistence.session.JdbiKnownClients;
import dev.sallyport.persistence.session.JdbiSessions;
import dev.sallyport.persistence.session.PolledRevocationFeed;
import dev.sallyport.persistence.session.PostgresRevocationFeed;
import dev.sallyport.persistence.sql.DurationArguments;
import dev.sallyport.persistence.sql.InstantArguments;
import dev.sallyport.persistence.sql.JdbiTransactor;
import dev.sallyport.persistence.sql.Outages;
import dev.sallyport.persistence.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database (14 or newer) with everything that is kept in it: the pool, the schema, and the ports of the core. All of
 * it may be used by any number of threads.
 *
 * <p>Whatever is asked of it throws {@link dev.sallyport.application.ServiceUnavailable} while the database cannot serve.
 */
public final class Database implements AutoCloseable {
    private static final int PROBE_TIMEOUT_SECONDS = 1;

    /** Until the transaction ends, so that a pooler between us and the database does no harm. */
    private static final String TAKE_PLACE = "SELECT pg_advisory_xact_lock(hashtextextended('sallyport', 0))";

    private static final String CONNECTIONS_LEFT = """
            SELECT current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
                - (SELECT count(*)::integer FROM pg_stat_activity WHERE datid IS NOT NULL)""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final Migrations migrations;
    private final Statements statements;
    private final @Nullable Replica replica;

    private Database(
            DatabaseSettings settings, HikariDataSource pool, Migrations migrations, @Nullable Replica replica) {
        this.settings = settings;
        this.pool = pool;
        this.migrations = migrations;
        this.replica = replica;
        this.statements = new Statements(jdbi(pool), replica);
    }

    /** Opens the pool. The database need not be there yet. */
    public static Database open(DatabaseSettings settings) {
        // First what may fail, last what would have to be closed then.
        var migrations = new Migrations(Connections.unpooled(settings));
        return new Database(settings, Connections.pool(settings), migrations, null);
    }

    /**
     * Opens the pool, and one to a replica, from which lists are read that may be a moment old. Neither need be there yet. The replica is used once
     * somebody has {@linkplain #examineReplica() looked} whether it can be, and looks again and again.
     */
    public static Database open(DatabaseSettings settings, ReplicaSettings replica) {
        var migrations = new Migrations(Connections.unpooled(settings));
        HikariDataSource pool = Connections.pool(settings);
        try {
            HikariDataSource others = Connections.replicaPool(replica.server());
            var reads = new Replica(
                    jdbi(pool), others, jdbi(others), Connections.watch(replica.server()), replica.maxLag());
            return new Database(settings, pool, migrations, reads);
        } catch (RuntimeException | Error failure) {
            pool.close();
            throw failure;
        }
    }

    private static Jdbi jdbi(DataSource connections) {
        return Jdbi.create(connections)
                .configure(StatementExceptions.class, failures -> failures.setMessageRendering(MessageRendering.NONE))
                .configure(
                        SqlStatements.class,
                        sql -> sql.setTemplateEngine(TemplateEngine.NOP).setIncludeBindingsInTelemetry(false))
                .registerArgument(new InstantArguments())
                .registerArgument(new DurationArguments())
                .registerArrayType(String.class, "text");
    }

    /**
     * Brings the schema up to date. Of several instances that do so at once, one does the work and the others wait.
     *
     * @return how many migrations were applied
     * @throws SchemaTooNew if a newer version of Sallyport has been here
     * @throws MissingPrivileges if we may not
     */
    public int migrate() {
        return migrate(() -> {});
    }

    /**
     * Like {@link #migrate()}.
     *
     * @param before what to do before anything is written; what it throws keeps everything as it is
     */
    public int migrate(Runnable before) {
        return Outages.reported(() -> migrations.apply(before));
    }

    /**
     * Makes sure that a server may do what it has to.
     *
     * @throws MissingPrivileges if it may not
     */
    public void requirePrivilegesToServe() {
        Outages.reported(() -> {
            migrations.requirePrivilegesToServe();
            return true;
        });
    }

    /** Whether the schema is at least what this version needs. */
    public boolean isSchemaCurrent() {
        return Outages.reported(migrations::areApplied);
    }

    /**
     * Makes sure that no newer version of Sallyport has migrated the database. It may be used all the same.
     *
     * @throws SchemaTooNew if one has
     */
    public void requireSchemaNotNewer() {
        Outages.reported(() -> {
            migrations.refuseFuture();
            return true;
        });
    }

    /** Whether the database answers, within two seconds at the most. */
    public boolean isReachable() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PROBE_TIMEOUT_SECONDS);
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /** Whether lists are read from a replica at the moment; empty if there is none. */
    public Optional<Boolean> isReplicaInUse() {
        return Optional.ofNullable(replica).map(Replica::isInUse);
    }

    /**
     * Looks how the replica stands to the database, and has it used from now on or not. What was found is good for as long as the replica may lag.
     * It takes two seconds at the most.
     *
     * @throws dev.sallyport.application.ServiceUnavailable if the database itself does not answer
     * @throws IllegalStateException if there is no replica
     */
    public ReplicaState examineReplica() {
        if (replica == null) {
            throw new IllegalStateException("there is no replica");
        }
        return replica.examine();
    }

    /**
     * Does something that must not be done by two instances at the same time. Of many that want to, one does it and the others wait, and then find it
     * done. A connection of its own holds the place for as long as it takes.
     *
     * @param patience how long to wait for the place
     * @throws PlaceTaken if it was not free in time
     */
    public void exclusively(Duration patience, Runnable work) {
        try (Connection place = Connections.unpooled(settings).getConnection();
                Statement statement = place.createStatement()) {
            place.setAutoCommit(false);
            statement.execute("SET LOCAL lock_timeout = " + patience.toMillis());
            statement.execute(TAKE_PLACE);
            work.run();
            place.commit();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw new PlaceTaken(patience, failure);
            }
            throw new IllegalStateException("could not have the place alone", failure);
        }
    }

    public Transactor transactor() {
        return new JdbiTransactor(statements);
    }

    public Users users() {
        return new JdbiUsers(statements);
    }

    public UserDirectory userDirectory() {
        return new JdbiUserDirectory(statements);
    }

    public Statistics statistics() {
        return new JdbiStatistics(statements);
    }

    public CarriedUsers carriedUsers() {
        return new JdbiCarriedUsers(statements);
    }

    public Roles roles() {
        return new JdbiRoles(statements);
    }

    public EmailChanges emailChanges() {
        return new JdbiEmailChanges(statements);
    }

    public AccountDeletions accountDeletions() {
        return new JdbiAccountDeletions(statements);
    }

    public PasswordResets passwordResets() {
        return new JdbiPasswordResets(statements);
    }

    /**
     * Where people are queued who say that they lost a password.
     *
     * @param onFiled called once after each commit that filed a request; it must neither block nor throw
     */
    public RecoveryRequests recoveryRequests(Runnable onFiled) {
        return new JdbiRecoveryRequests(statements, onFiled);
    }

    public PendingRegistrations registrations() {
        return new JdbiPendingRegistrations(statements);
    }

    public Invitations invitations() {
        return new JdbiInvitations(statements);
    }

    public DeclaredAdministrators declaredAdministrators() {
        return new JdbiDeclaredAdministrators(statements);
    }

    public Sessions sessions() {
        return new JdbiSessions(statements);
    }

    public KnownClients knownClients() {
        return new JdbiKnownClients(statements);
    }

    /** Second factors, whose seeds are sealed by the vault. */
    public SecondFactors secondFactors(Vault vault) {
        return new JdbiSecondFactors(statements, vault);
    }

    /** Sign-ins that wait for a second factor, with the same vault. */
    public SignInChallenges signInChallenges(Vault vault) {
        return new JdbiSignInChallenges(statements, vault);
    }

    /**
     * What is revoked, wherever it is, over a connection of its own; to be closed before the database.
     *
     * @param relevance for how long a revocation matters
     * @param onMail called when it hears that mail was queued, on this instance or another; it must neither block nor throw
     */
    public RevocationFeed revocationFeed(Duration relevance, Runnable onMail) {
        DataSource connections = Connections.impatient(settings);
        return new PostgresRevocationFeed(jdbi(connections), relevance, onMail);
    }

    /**
     * What is revoked, over the connections of everybody else, and only when it is asked for: for a place that stands still between requests.
     *
     * @param relevance for how long a revocation matters
     */
    public RevocationFeed polledRevocations(Duration relevance) {
        return new PolledRevocationFeed(statements, relevance);
    }

    public AuditTrail auditTrail() {
        return auditTrail(event -> {});
    }

    /**
     * The audit trail.
     *
     * @param onRecorded told of each event once its commit is certain; it must neither block nor throw
     */
    public AuditTrail auditTrail(Consumer<AuditEvent> onRecorded) {
        return new JdbiAuditTrail(statements, onRecorded);
    }

    /** The seals of the audit trail. */
    public AuditSeals auditSeals() {
        return new JdbiAuditSeals(statements);
    }

    /** The audit trail as a whole, on connections of their own, on which a statement may take long. */
    public AuditArchive auditArchive() {
        return new JdbiAuditArchive(jdbi(Connections.unpooled(settings)));
    }

    /** Whether a schema is there, current or older, that has a place for the server's keys. */
    public boolean hasServerKeys() {
        return Outages.reported(() -> statements.ask(JdbiServerKeys::haveAPlace));
    }

    public ServerKeys serverKeys() {
        return new JdbiServerKeys(statements);
    }

    /** Every place where something is sealed under the master key. */
    public List<SealedValues> sealedValues() {
        return Stream.of(JdbiServerKeys.SEALED, JdbiMailQueue.SEALED, JdbiSecondFactors.SEALED)
                .<SealedValues>map(place -> new JdbiSealedValues(statements, place))
                .toList();
    }

    /**
     * Where mail is left.
     *
     * @param onEnqueued called once after each commit that queued mail; it must neither block nor throw
     */
    public MailOutbox mailOutbox(Vault vault, Runnable onEnqueued) {
        return new JdbiMailOutbox(statements, vault, onEnqueued);
    }

    /** Where mail is taken, with the same vault. */
    public MailQueue mailQueue(Vault vault) {
        return new JdbiMailQueue(statements, vault);
    }

    /** What became of mail, with the same vault. */
    public MailRecords mailRecords(Vault vault) {
        return new JdbiMailRecords(statements, vault);
    }

    /** How much mail waits, and for how long. */
    public OutboxBacklog outboxBacklog() {
        return OutboxBacklog.ask(statements);
    }

    /**
     * How many more connections the server would give to us.
     *
     * @return negative if more are open than ordinary roles may have
     */
    public int connectionsLeft() {
        return statements.ask(handle ->
                handle.createQuery(CONNECTIONS_LEFT).mapTo(Integer.class).one());
    }

    /** How the pool's connections are used at this moment. */
    public ConnectionsInUse connections() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null
                ? new ConnectionsInUse(0, 0, 0)
                : new ConnectionsInUse(
                        state.getActiveConnections(), state.getIdleConnections(), state.getThreadsAwaitingConnection());
    }

    /** Has somebody told of every wait for a connection of the pool, from now on. To be called once. */
    public void observeConnections(ConnectionObserver observer) {
        pool.setMetricsTrackerFactory((name, state) -> new ObservedPool(observer));
    }

    /** Gives back all connections. */
    @Override
    public void close() {
        if (replica != null) {
            replica.close();
        }
        pool.close();
    }
}
