package dev.sallyport.bootstrap;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.audit.SealKey;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.PasswordSettings;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.mail.BundledMailTemplates;
import dev.sallyport.persistence.Database;
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
import java.util.function.Consumer;
import java.util.function.Function;

/** What the core is put together from on one database, whether a server stands around it or a single command. */
final class Core {
    /** PostgreSQL keeps microseconds: with a finer clock, what is read would be a little earlier than what was written. */
    private static final Duration DATABASE_PRECISION = Duration.ofNanos(1_000);

    private final Configuration configuration;
    private final Database database;
    private final Opened opened;
    private final InstantSource clock = Clock.tick(Clock.systemUTC(), DATABASE_PRECISION);
    private final UuidV7Ids ids = new UuidV7Ids(clock);
    private final SecretGenerator secrets = new SecureRandomSecrets();
    private final BundledMailTemplates mailTemplates;
    private final Keys keys;
    private final KeyRing keyRing;
    private final VaultSigningKeys signingKeys;
    private final SecretDigests digests;

    /**
     * Opens the keys.
     *
     * @param opened where to leave what has to be closed
     * @throws CannotStart if the database was set up with another master key
     */
    Core(Configuration configuration, Database database, Opened opened) {
        this.configuration = configuration;
        this.database = database;
        this.opened = opened;
        this.mailTemplates = configuration.mailTemplates();
        this.keys = new Keys(database, configuration.secrets(), configuration.signing(), ids);
        this.keyRing = keys.openRing();
        this.signingKeys = keys.openSigningKeys();
        this.digests = new HmacSecretDigests(keyRing.oneTimeSecret());
    }

    /**
     * What is another thing in a server than in a command.
     *
     * @param listens whether there is a thread that can wait for revocations, on a connection of its own
     * @param onMail called once after each commit that queued mail
     * @param onRecoveryRequest called once after each commit that filed a request
     * @param onEvent told of each event once it is certain to be in the audit trail
     * @param hashing what becomes of the hasher
     */
    record Surroundings(
            MailTransport mailTransport,
            boolean listens,
            Runnable onMail,
            Runnable onRecoveryRequest,
            RateLimits rateLimits,
            ChallengeVerifier challengeVerifier,
            Consumer<AuditEvent> onEvent,
            Function<Argon2idPasswordHasher, PasswordHasher> hashing) {}

    Sallyport in(Surroundings surroundings) {
        AesGcmVault vault = keys.vault();
        Ports ports = new Ports(
                database.transactor(),
                database.users(),
                database.userDirectory(),
                database.statistics(),
                database.carriedUsers(),
                database.roles(),
                database.emailChanges(),
                database.accountDeletions(),
                database.registrations(),
                database.invitations(),
                database.declaredAdministrators(),
                database.recoveryRequests(surroundings.onRecoveryRequest()),
                database.passwordResets(),
                database.sessions(),
                database.knownClients(),
                database.secondFactors(vault),
                database.signInChallenges(vault),
                opened.add(revocations(surroundings)),
                database.auditTrail(surroundings.onEvent()),
                database.mailOutbox(vault, surroundings.onMail()),
                database.mailQueue(vault),
                database.mailRecords(vault),
                mailTemplates,
                surroundings.mailTransport(),
                surroundings.rateLimits(),
                surroundings.challengeVerifier(),
                configuration.accounts().blockedDomains()::covers,
                surroundings
                        .hashing()
                        .apply(new Argon2idPasswordHasher(
                                configuration.passwords().argon2(),
                                configuration.passwords().concurrency(),
                                configuration.passwords().maxWait())),
                breachedPasswords(configuration.passwords()),
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
                digests,
                secrets,
                ids,
                clock);
        return new Sallyport(ports, configuration.policies());
    }

    private RevocationFeed revocations(Surroundings surroundings) {
        Duration relevance = configuration.policies().session().revocationRetention();
        return surroundings.listens()
                ? database.revocationFeed(relevance, surroundings.onMail())
                : database.polledRevocations(relevance);
    }

    /** What the audit trail is sealed with. */
    SealKey sealKey() {
        return keyRing.auditSeal()::authenticate;
    }

    private BreachedPasswords breachedPasswords(PasswordSettings settings) {
        return switch (settings.breachCheck()) {
            case HIBP -> {
                Outage outage = new Outage("asking for breached passwords");
                yield opened.add(new HibpBreachedPasswords(HibpBreachedPasswords.PUBLIC, outage::began, outage::ended));
            }
            case BUNDLED, OFF -> BreachedPasswords.none();
        };
    }

    InstantSource clock() {
        return clock;
    }

    SecretGenerator secrets() {
        return secrets;
    }

    SecretDigests digests() {
        return digests;
    }

    BundledMailTemplates mailTemplates() {
        return mailTemplates;
    }

    Keys keys() {
        return keys;
    }

    VaultSigningKeys signingKeys() {
        return signingKeys;
    }
}
