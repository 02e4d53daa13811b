package dev.sallyport.persistence.testing;

import dev.sallyport.application.Policies;
import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.persistence.Database;
import java.time.Duration;

/** The core on a real database; everything else of the world is a fake. */
public final class PersistentSallyport {
    private PersistentSallyport() {}

    /** With the defaults of a server. */
    public static Sallyport on(Database database, Fakes fakes) {
        return on(database, fakes, Fakes.POLICIES);
    }

    /** The defaults of a server, but for what becomes of an account that its owner deletes. */
    public static Policies withADeletionGraceOf(Duration grace) {
        AccountPolicy account = Fakes.POLICIES.account();
        return new Policies(
                Fakes.POLICIES.password(),
                Fakes.POLICIES.registration(),
                Fakes.POLICIES.session(),
                new AccountPolicy(account.codeLifetime(), account.maxCodeFailures(), account.undoLifetime(), grace),
                Fakes.POLICIES.recovery(),
                Fakes.POLICIES.secondFactor(),
                Fakes.POLICIES.mail(),
                Fakes.POLICIES.botChallenge());
    }

    public static Sallyport on(Database database, Fakes fakes, Policies policies) {
        Vault vault = new FakeVault("master key");
        Ports world = fakes.ports();
        return new Sallyport(
                new Ports(
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
                        world.revocationFeed(),
                        database.auditTrail(),
                        database.mailOutbox(vault, () -> {}),
                        database.mailQueue(vault),
                        database.mailRecords(vault),
                        world.mailTemplates(),
                        world.mailTransport(),
                        world.rateLimits(),
                        world.challengeVerifier(),
                        world.blockedDomains(),
                        world.passwordHasher(),
                        world.breachedPasswords(),
                        world.passwordMeter(),
                        world.totpCodes(),
                        world.qrCodes(),
                        world.accessTokens(),
                        world.refreshTokens(),
                        world.secretDigests(),
                        world.secretGenerator(),
                        world.ids(),
                        world.clock()),
                policies);
    }
}
