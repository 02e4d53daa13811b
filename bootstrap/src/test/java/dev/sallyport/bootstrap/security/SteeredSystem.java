package dev.sallyport.bootstrap.security;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.BlockedDomains;
import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.application.account.DeleteDueAccounts;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.session.FollowRevocations;
import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.RateLimitSettings;
import dev.sallyport.bootstrap.config.SigningSettings;
import dev.sallyport.http.HttpServer;
import dev.sallyport.http.HttpSettings;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.SteeredNow;
import dev.sallyport.ratelimit.LocalRateLimits;
import dev.sallyport.ratelimit.Unlimited;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.account.ZxcvbnPasswordMeter;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.VaultKeyMaker;
import dev.sallyport.security.keys.VaultSigningKeys;
import dev.sallyport.security.secondfactor.HmacTotpCodes;
import dev.sallyport.security.secondfactor.PngQrCodes;
import dev.sallyport.security.secret.HmacSecretDigests;
import dev.sallyport.security.secret.SecureRandomSecrets;
import dev.sallyport.security.session.HmacRefreshTokens;
import dev.sallyport.security.session.JavaJwtAccessTokens;
import java.time.Duration;
import java.util.List;

/**
 * Put together as {@code SallyportSystem} does it, but with a clock that can be moved, the
 * database's too, a hasher that can be watched and nothing that
 * goes on in the background: requests for another password are answered, and mail is delivered, when somebody looks for it.
 */
final class SteeredSystem implements AutoCloseable {
    private static final int MOST_BUDGETS = 100_000;

    private final Database database;
    private final RevocationFeed revocationFeed;
    private final HttpServer server;
    private final ApiClient api;
    private final Sallyport sallyport;
    private final CallerRoute callerRoute = new CallerRoute();
    private final Inbox inbox = new Inbox();
    private final MutableClock clock = new MutableClock();

    private SteeredSystem(DatabaseSettings settings, PasswordHasher hasher, Configuration configuration) {
        SteeredNow.follow(clock, settings);
        this.database = Database.open(settings);
        this.revocationFeed =
                database.revocationFeed(configuration.policies().session().revocationRetention(), () -> {});
        UuidV7Ids ids = new UuidV7Ids(clock);
        AesGcmVault vault = new AesGcmVault(configuration.secrets().masterKey(), List.of());
        SigningSettings signing = configuration.signing();
        KeyRing keys = KeyRing.open(
                database.serverKeys(), vault, new VaultKeyMaker(vault, ids, signing.algorithm(), signing.secret()));
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
                database.recoveryRequests(() -> {}),
                database.passwordResets(),
                database.sessions(),
                database.knownClients(),
                database.secondFactors(vault),
                database.signInChallenges(vault),
                revocationFeed,
                database.auditTrail(),
                database.mailOutbox(vault, () -> {}),
                database.mailQueue(vault),
                database.mailRecords(vault),
                configuration.mailTemplates(),
                inbox,
                rateLimits(configuration.rateLimits()),
                ChallengeVerifier.none(),
                BlockedDomains.none(),
                hasher,
                BreachedPasswords.none(),
                new ZxcvbnPasswordMeter(
                        configuration.passwords().bundled(),
                        configuration.server().appName()),
                new HmacTotpCodes(),
                new PngQrCodes(),
                new JavaJwtAccessTokens(
                        VaultSigningKeys.open(database.serverKeys(), vault, signing.rotation()),
                        configuration.tokens().issuer(),
                        configuration.tokens().audience(),
                        configuration.tokens().maxPermissions(),
                        clock),
                new HmacRefreshTokens(keys.refreshToken()),
                new HmacSecretDigests(keys.oneTimeSecret()),
                new SecureRandomSecrets(),
                ids,
                clock);
        this.sallyport = new Sallyport(ports, configuration.policies());
        followRevocations();
        clock.onMove(this::followRevocations);
        HttpSettings http = new HttpSettings(
                "127.0.0.1",
                0,
                null,
                configuration.server().publicUrl(),
                configuration.server().appName(),
                List.of(),
                configuration.server().defaultLocale(),
                configuration.server().shutdownGrace());
        this.server = HttpServer.start(sallyport, http, List.of(), List.of(callerRoute));
        this.api = new ApiClient(server.port());
    }

    private RateLimits rateLimits(RateLimitSettings settings) {
        return settings.enabled() ? new LocalRateLimits(settings.rates(), clock, MOST_BUDGETS) : new Unlimited();
    }

    /** Have no other instance on that database: by another clock, it would find our mail expired, and it hears of that at once. */
    static SteeredSystem on(DatabaseSettings database, PasswordHasher hasher, String... settings) {
        return new SteeredSystem(database, hasher, RunningSystem.configuration(database, settings));
    }

    Guest guest() {
        return new Guest(api, inbox, this::deliverMail);
    }

    /** What is made of an access token, with which nothing else is done. */
    ApiAnswer callerOf(String accessToken) {
        return callerRoute.ask(server.port(), accessToken);
    }

    ApiClient api() {
        return api;
    }

    /** What a client that is anywhere may ask of it. */
    Sallyport sallyport() {
        return sallyport;
    }

    MutableClock clock() {
        return clock;
    }

    /** Hears what was revoked, which a server does all the time. */
    void followRevocations() {
        sallyport.followRevocations().handle(new FollowRevocations.Command(Duration.ZERO));
    }

    /** Removes the accounts whose time has come, which a server does every minute. */
    void deleteDueAccounts() {
        sallyport.deleteDueAccounts().handle(new DeleteDueAccounts.Command(100));
    }

    Inbox inbox() {
        return inbox;
    }

    private void deliverMail() {
        sallyport.answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(100));
        DispatchMail.Result result;
        do {
            result = sallyport.dispatchMail().handle(new DispatchMail.Command(100, () -> true));
        } while (result.madeProgress());
    }

    @Override
    public void close() {
        api.close();
        callerRoute.close();
        server.close();
        revocationFeed.close();
        database.close();
    }
}
