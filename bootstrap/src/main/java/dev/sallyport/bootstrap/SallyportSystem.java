package dev.sallyport.bootstrap;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.application.account.PurgeAccountTraces;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.PurgeMail;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.registration.PurgeRegistrations;
import dev.sallyport.application.session.PurgeSessions;
import dev.sallyport.bootstrap.background.AccountRemover;
import dev.sallyport.bootstrap.background.MailDispatcher;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.background.Purge;
import dev.sallyport.bootstrap.background.RecoveryAnswerer;
import dev.sallyport.bootstrap.background.RevocationFollower;
import dev.sallyport.bootstrap.background.SigningKeyUpkeep;
import dev.sallyport.bootstrap.background.WordingWarmUp;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.bootstrap.config.PasswordSettings;
import dev.sallyport.bootstrap.config.RateLimitSettings;
import dev.sallyport.mail.BundledMailTemplates;
import dev.sallyport.mail.SmtpMailTransport;
import dev.sallyport.mail.SmtpSettings;
import dev.sallyport.persistence.Database;
import dev.sallyport.ratelimit.LocalRateLimits;
import dev.sallyport.ratelimit.Unlimited;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import dev.sallyport.security.account.HibpBreachedPasswords;
import dev.sallyport.security.account.ZxcvbnPasswordMeter;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.VaultSigningKeys;
import dev.sallyport.security.secondfactor.HmacTotpCodes;
import dev.sallyport.security.secondfactor.PngQrCodes;
import dev.sallyport.security.secret.HmacSecretDigests;
import dev.sallyport.security.secret.SecureRandomSecrets;
import dev.sallyport.security.session.HmacRefreshTokens;
import dev.sallyport.security.session.JavaJwtAccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Accounts and sign-in, running: the core on PostgreSQL, with what it does in the background. A program that embeds Sallyport needs
 * nothing else; the server adds HTTP to it.
 */
public final class SallyportSystem implements AutoCloseable {
    /** Less than a hundred megabytes. */
    private static final int MOST_BUDGETS = 100_000;

    /** PostgreSQL keeps microseconds: with a finer clock, what is read would be a little earlier than what was written. */
    private static final Duration DATABASE_PRECISION = Duration.ofNanos(1_000);

    private final Opened opened;
    private final Database database;
    private final Sallyport sallyport;

    private SallyportSystem(Opened opened, Database database, Sallyport sallyport) {
        this.opened = opened;
        this.database = database;
        this.sallyport = sallyport;
    }

    /**
     * Starts everything; mail leaves by SMTP.
     *
     * @throws ConfigurationRefused if there is no mail server
     * @throws CannotStart if the database cannot be used, or was set up with another master key; then nothing stays open
     */
    public static SallyportSystem start(Configuration configuration) {
        SmtpSettings smtp = configuration.mail().smtp().orElseThrow(ConfigurationRefused::forLackOfAMailServer);
        Opened opened = new Opened();
        MailTransport transport =
                opened.add(new SmtpMailTransport(smtp, configuration.mail().concurrency(), Clock.systemUTC()));
        return start(configuration, transport, opened);
    }

    /**
     * Starts everything; mail leaves by a way of your own.
     *
     * @throws CannotStart if the database cannot be used, or was set up with another master key; then nothing stays open
     */
    public static SallyportSystem start(Configuration configuration, MailTransport mailTransport) {
        return start(configuration, mailTransport, new Opened());
    }

    private static SallyportSystem start(Configuration configuration, MailTransport mailTransport, Opened opened) {
        try {
            return wire(configuration, mailTransport, opened);
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    private static SallyportSystem wire(Configuration configuration, MailTransport mailTransport, Opened opened) {
        InstantSource clock = Clock.tick(Clock.systemUTC(), DATABASE_PRECISION);
        UuidV7Ids ids = new UuidV7Ids(clock);
        Database database = opened.add(openDatabase(configuration));
        Keys keys = new Keys(database, configuration.secrets(), configuration.signing(), ids);
        KeyRing keyRing = keys.openRing();
        VaultSigningKeys signingKeys = keys.openSigningKeys();
        AesGcmVault vault = keys.vault();
        MailDispatcher mailDispatcher = opened.add(new MailDispatcher(mailTransport.destination()));
        RecoveryAnswerer recoveryAnswerer = opened.add(new RecoveryAnswerer());
        BundledMailTemplates mailTemplates = configuration.mailTemplates();
        Ports ports = new Ports(
                database.transactor(),
                database.users(),
                database.roles(),
                database.emailChanges(),
                database.accountDeletions(),
                database.registrations(),
                database.recoveryRequests(recoveryAnswerer::wake),
                database.passwordResets(),
                database.sessions(),
                database.knownClients(),
                database.secondFactors(vault),
                database.signInChallenges(vault),
                opened.add(database.revocationFeed(
                        configuration.policies().session().revocationRetention(), mailDispatcher::wake)),
                database.auditTrail(),
                database.mailOutbox(vault, mailDispatcher::wake),
                database.mailQueue(vault),
                database.mailRecords(vault),
                mailTemplates,
                mailTransport,
                rateLimits(configuration.rateLimits(), clock),
                new Argon2idPasswordHasher(
                        configuration.passwords().argon2(),
                        configuration.passwords().concurrency(),
                        configuration.passwords().maxWait()),
                breachedPasswords(configuration.passwords(), opened),
                new ZxcvbnPasswordMeter(
                        configuration.passwords().bundled(),
                        configuration.server().appName()),
                new HmacTotpCodes(),
                new PngQrCodes(),
                new JavaJwtAccessTokens(
                        signingKeys,
                        configuration.tokens().issuer(),
                        configuration.tokens().audience(),
                        configuration.tokens().maxPermissions(),
                        clock),
                new HmacRefreshTokens(keyRing.refreshToken()),
                new HmacSecretDigests(keyRing.oneTimeSecret()),
                new SecureRandomSecrets(),
                ids,
                clock);
        Sallyport sallyport = new Sallyport(ports, configuration.policies());
        opened.add(WordingWarmUp.start(mailTemplates));
        mailDispatcher.start(sallyport.dispatchMail(), configuration.mail().concurrency());
        recoveryAnswerer.start(sallyport.answerRecoveryRequests());
        opened.add(RevocationFollower.start(sallyport.followRevocations()));
        opened.add(AccountRemover.start(sallyport.deleteDueAccounts()));
        purge(sallyport, opened);
        opened.add(SigningKeyUpkeep.start(keys.maintain(signingKeys)));
        return new SallyportSystem(opened, database, sallyport);
    }

    private static void purge(Sallyport sallyport, Opened opened) {
        opened.add(Purge.start(
                "registrations",
                most -> sallyport
                        .purgeRegistrations()
                        .handle(new PurgeRegistrations.Command(most))
                        .purged()));
        opened.add(Purge.start(
                "sessions",
                most -> sallyport
                        .purgeSessions()
                        .handle(new PurgeSessions.Command(most))
                        .purged()));
        opened.add(Purge.start(
                "mail",
                most -> sallyport
                        .purgeMail()
                        .handle(new PurgeMail.Command(most))
                        .purged()));
        opened.add(Purge.start(
                "traces",
                most -> sallyport
                        .purgeAccountTraces()
                        .handle(new PurgeAccountTraces.Command(most))
                        .purged()));
    }

    private static RateLimits rateLimits(RateLimitSettings settings, InstantSource clock) {
        return settings.enabled() ? new LocalRateLimits(settings.rates(), clock, MOST_BUDGETS) : new Unlimited();
    }

    private static BreachedPasswords breachedPasswords(PasswordSettings settings, Opened opened) {
        return switch (settings.breachCheck()) {
            case HIBP -> {
                Outage outage = new Outage("asking for breached passwords");
                yield opened.add(new HibpBreachedPasswords(HibpBreachedPasswords.PUBLIC, outage::began, outage::ended));
            }
            case BUNDLED, OFF -> BreachedPasswords.none();
        };
    }

    private static Database openDatabase(Configuration configuration) {
        Database database = Schema.open(configuration.database());
        try {
            if (configuration.database().migrateOnStart()) {
                Schema.migrate(database, configuration.database());
            } else {
                Schema.requireCurrent(database, configuration.database());
            }
            return database;
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }

    /** The use cases. */
    public Sallyport sallyport() {
        return sallyport;
    }

    /** Whether the database answers, within two seconds at the most. */
    public boolean isDatabaseReachable() {
        return database.isReachable();
    }

    /** Stops what goes on in the background and gives back what was opened, in reverse. */
    @Override
    public void close() {
        opened.close();
    }
}
