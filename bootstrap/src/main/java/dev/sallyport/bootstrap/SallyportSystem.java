package dev.sallyport.bootstrap;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.PurgeAccountTraces;
import dev.sallyport.application.audit.KeepAuditMonths;
import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.PurgeMail;
import dev.sallyport.application.registration.PurgeRegistrations;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.application.session.PurgeSessions;
import dev.sallyport.bootstrap.background.AccountRemover;
import dev.sallyport.bootstrap.background.AuditMonths;
import dev.sallyport.bootstrap.background.AuditSealer;
import dev.sallyport.bootstrap.background.ClientLists;
import dev.sallyport.bootstrap.background.Lookout;
import dev.sallyport.bootstrap.background.MailDispatcher;
import dev.sallyport.bootstrap.background.OnDemand;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.background.Purge;
import dev.sallyport.bootstrap.background.RecoveryAnswerer;
import dev.sallyport.bootstrap.background.ReplicaWatch;
import dev.sallyport.bootstrap.background.RevocationFollower;
import dev.sallyport.bootstrap.background.SigningKeyUpkeep;
import dev.sallyport.bootstrap.background.Threads;
import dev.sallyport.bootstrap.background.Workers;
import dev.sallyport.bootstrap.config.BotChallengeSettings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.bootstrap.metrics.Metrics;
import dev.sallyport.bootstrap.metrics.StateMetrics;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.mail.SmtpMailTransport;
import dev.sallyport.mail.SmtpSettings;
import dev.sallyport.persistence.Database;
import dev.sallyport.ratelimit.ExemptingRateLimits;
import dev.sallyport.security.botchallenge.HttpChallengeVerifier;
import dev.sallyport.security.botchallenge.ProofOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and sign-in, running: the core on PostgreSQL, with what it does in the background. A program that embeds Sallyport needs
 * nothing else; the server adds HTTP to it.
 */
public final class SallyportSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SallyportSystem.class);

    private final Opened opened;
    private final Database database;
    private final RateLimiting rateLimiting;
    private final ClientLists clientLists;
    private final Metrics metrics;
    private final Sallyport sallyport;

    private SallyportSystem(
            Opened opened,
            Database database,
            RateLimiting rateLimiting,
            ClientLists clientLists,
            Metrics metrics,
            Sallyport sallyport) {
        this.opened = opened;
        this.database = database;
        this.rateLimiting = rateLimiting;
        this.clientLists = clientLists;
        this.metrics = metrics;
        this.sallyport = sallyport;
    }

    /**
     * Starts everything; mail leaves by SMTP.
     *
     * @throws ConfigurationRefused if there is no mail server
     * @throws CannotStart if the database cannot be used, or was set up with another master key; then nothing stays open
     */
    public static SallyportSystem start(Configuration configuration) {
        Opened opened = new Opened();
        return start(configuration, smtp(configuration, SmtpSettings.STANDARD_TIMEOUT, opened), new Threads(), opened);
    }

    /**
     * Starts everything, except that nothing happens by itself: what goes on beside requests is done when those workers are told to. It is for a
     * place that stands still between requests. There is one connection to the database at a time, and none that listens. Mail leaves by SMTP.
     *
     * @throws ConfigurationRefused if there is no mail server
     * @throws CannotStart if the database cannot be used, or was set up with another master key; then nothing stays open
     */
    public static SallyportSystem start(Configuration configuration, OnDemand workers) {
        Opened opened = new Opened();
        MailTransport smtp = smtp(configuration, OnDemand.PATIENCE_WITH_MAIL_SERVERS, opened);
        return start(configuration, smtp, workers, opened);
    }

    private static MailTransport smtp(Configuration configuration, Duration timeout, Opened opened) {
        SmtpSettings smtp = configuration.mail().smtp().orElseThrow(ConfigurationRefused::forLackOfAMailServer);
        return opened.add(new SmtpMailTransport(
                smtp.waitingFor(timeout), configuration.mail().concurrency(), Clock.systemUTC()));
    }

    /**
     * Starts everything; mail leaves by a way of your own.
     *
     * @throws CannotStart if the database cannot be used, or was set up with another master key; then nothing stays open
     */
    public static SallyportSystem start(Configuration configuration, MailTransport mailTransport) {
        return start(configuration, mailTransport, new Threads(), new Opened());
    }

    private static SallyportSystem start(
            Configuration configuration, MailTransport mailTransport, Workers workers, Opened opened) {
        try {
            return wire(configuration, mailTransport, workers, opened);
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    private static SallyportSystem wire(
            Configuration configuration, MailTransport mailTransport, Workers workers, Opened opened) {
        Metrics metrics = opened.add(new Metrics());
        Database database = opened.add(openDatabase(configuration, workers));
        metrics.observe(database, configuration.database().poolSize());
        Core core = new Core(configuration, database, opened);
        InstantSource clock = core.clock();
        RateLimiting rateLimiting =
                RateLimiting.open(configuration.rateLimits(), core.digests(), clock, metrics.rateLimits(), opened);
        MailDispatcher mailDispatcher = opened.add(new MailDispatcher(mailTransport.destination()));
        RecoveryAnswerer recoveryAnswerer = opened.add(new RecoveryAnswerer());
        ClientLists clientLists = opened.add(ClientLists.start(
                workers, configuration.clients(), configuration.server().trustedProxies()));
        Sallyport sallyport = core.in(new Core.Surroundings(
                metrics.measure(mailTransport),
                workers.canWait(),
                mailDispatcher::wake,
                recoveryAnswerer::wake,
                new ExemptingRateLimits(rateLimiting.limits(), clientLists::isExempt),
                metrics.count(
                        challengeVerifier(configuration.botChallenge(), core.digests(), core.secrets(), clock, opened)),
                metrics.events(),
                hasher -> metrics.hashing()
                        .measure(hasher, configuration.passwords().concurrency())));
        configuration
                .accounts()
                .declaration()
                .ifPresent(declaration -> new DeclaredState(
                                sallyport, configuration.server().defaultLocale())
                        .bringAbout(declaration, database));
        opened.add(workers.warmUp(core.mailTemplates()));
        mailDispatcher.start(
                workers, sallyport.dispatchMail(), configuration.mail().concurrency());
        recoveryAnswerer.start(workers, sallyport.answerRecoveryRequests());
        opened.add(RevocationFollower.start(workers, sallyport.followRevocations()));
        if (database.isReplicaInUse().isPresent()) {
            opened.add(ReplicaWatch.start(workers, database::examineReplica));
        }
        opened.add(AccountRemover.start(workers, sallyport.deleteDueAccounts()));
        purge(sallyport, workers, opened);
        SealChain seals = new SealChain(database.auditSeals(), core.sealKey());
        opened.add(AuditSealer.start(
                workers, new SealAuditTrail(database.transactor(), database.auditSeals(), seals, clock), seals, clock));
        opened.add(AuditMonths.start(
                workers,
                new KeepAuditMonths(database.transactor(), database.auditSeals(), seals, clock),
                configuration.audit().retention()));
        opened.add(SigningKeyUpkeep.start(
                workers, core.keys().maintain(metrics.show((SigningKeys) core.signingKeys(), clock))));
        show(
                metrics,
                sallyport,
                opened.add(Lookout.start(workers, database::outboxBacklog, database.auditSeals()::longestWait)));
        rateLimiting.redis().ifPresent(redis -> metrics.state().dependency("redis", redis::isAnswering));
        database.isReplicaInUse()
                .ifPresent(now -> metrics.state()
                        .dependency("replica", () -> database.isReplicaInUse().orElse(false)));
        metrics.show(opened.jobs());
        return new SallyportSystem(opened, database, rateLimiting, clientLists, metrics, sallyport);
    }

    private static void show(Metrics metrics, Sallyport sallyport, Lookout lookout) {
        StateMetrics state = metrics.state();
        state.version(SallyportVersion.running());
        state.revocationLag(sallyport::revocationLag);
        state.lookout(lookout);
        state.dependency("database", lookout::isDatabaseAnswering);
        state.dependency("revocations", sallyport::isInformedOfRevocations);
    }

    private static void purge(Sallyport sallyport, Workers workers, Opened opened) {
        opened.add(Purge.start(
                workers,
                "registrations",
                most -> sallyport
                        .purgeRegistrations()
                        .handle(new PurgeRegistrations.Command(most))
                        .purged()));
        opened.add(Purge.start(
                workers,
                "sessions",
                most -> sallyport
                        .purgeSessions()
                        .handle(new PurgeSessions.Command(most))
                        .purged()));
        opened.add(Purge.start(
                workers,
                "mail",
                most -> sallyport
                        .purgeMail()
                        .handle(new PurgeMail.Command(most))
                        .purged()));
        opened.add(Purge.start(
                workers,
                "traces",
                most -> sallyport
                        .purgeAccountTraces()
                        .handle(new PurgeAccountTraces.Command(most))
                        .purged()));
    }

    private static ChallengeVerifier challengeVerifier(
            BotChallengeSettings settings,
            SecretDigests digests,
            SecretGenerator secrets,
            InstantSource clock,
            Opened opened) {
        return switch (settings.kind()) {
            case OFF -> ChallengeVerifier.none();
            case PROOF_OF_WORK -> new ProofOfWork(digests, secrets, clock, settings.difficulty());
            case TURNSTILE -> askingFor(BotChallenge.Provider.TURNSTILE, settings, opened);
            case HCAPTCHA -> askingFor(BotChallenge.Provider.HCAPTCHA, settings, opened);
        };
    }

    private static ChallengeVerifier askingFor(
            BotChallenge.Provider provider, BotChallengeSettings settings, Opened opened) {
        Outage outage = new Outage("asking about challenges against bots");
        return opened.add(new HttpChallengeVerifier(
                new BotChallenge.Widget(provider, settings.siteKey().orElseThrow()),
                HttpChallengeVerifier.siteverifyOf(provider),
                settings.secret().orElseThrow(),
                outage::began,
                outage::ended));
    }

    private static Database openDatabase(Configuration configuration, Workers workers) {
        Database database = withReplicaIfAnybodyWatches(configuration, workers);
        try {
            Schema.requirePrivilegesToServe(database, configuration.database());
            if (configuration.database().migrateOnStart()) {
                Schema.migrate(database, configuration.database(), () -> Keys.requireToOpen(database, configuration));
            } else {
                Schema.requireCurrent(database, configuration.database());
            }
            return database;
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }

    /** Whoever looks at the replica only now and then never knows enough of it to read from there. */
    private static Database withReplicaIfAnybodyWatches(Configuration configuration, Workers workers) {
        if (workers.canWait()) {
            return Schema.openWithReplica(configuration.database());
        }
        if (configuration.database().replica().isPresent()) {
            LOG.warn(
                    "DATABASE_REPLICA_URL is of no use here, where nothing goes on between requests; lists are read from the"
                            + " database itself");
        }
        return Schema.open(configuration.database());
    }

    /** The use cases. */
    public Sallyport sallyport() {
        return sallyport;
    }

    /** Whether the operator lets nobody in from there. */
    public boolean isDenied(ClientAddress client) {
        return clientLists.isDenied(client);
    }

    /** Whether the database answers, within two seconds at the most. */
    public boolean isDatabaseReachable() {
        return database.isReachable();
    }

    /** Asks whether lists are read from the replica at the moment; nothing where there is none. */
    public Optional<BooleanSupplier> replicaUse() {
        return database.isReplicaInUse()
                .map(now -> () -> database.isReplicaInUse().orElse(false));
    }

    /** Asks whether Redis answers, in less time than a request may lose by it; nothing where budgets are not kept there. */
    public Optional<BooleanSupplier> redisReachability() {
        return rateLimiting.redis().map(guarded -> guarded::isReachable);
    }

    /** What is counted and measured. */
    public Metrics metrics() {
        return metrics;
    }

    /** Stops what goes on in the background and gives back what was opened, in reverse. */
    @Override
    public void close() {
        opened.close();
    }
}
