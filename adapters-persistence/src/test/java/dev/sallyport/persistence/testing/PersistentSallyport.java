package dev.sallyport.persistence.testing;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.persistence.Database;

/** The core on a real database; everything else of the world is a fake. */
public final class PersistentSallyport {
    private PersistentSallyport() {}

    public static Sallyport on(Database database, Fakes fakes) {
        Vault vault = new FakeVault("master key");
        Ports world = fakes.ports();
        return new Sallyport(
                new Ports(
                        database.transactor(),
                        database.users(),
                        database.emailChanges(),
                        database.accountDeletions(),
                        database.registrations(),
                        database.recoveryRequests(() -> {}),
                        database.passwordResets(),
                        database.sessions(),
                        database.knownClients(),
                        world.revocationFeed(),
                        database.auditTrail(),
                        database.mailOutbox(vault, () -> {}),
                        database.mailQueue(vault),
                        world.mailTemplates(),
                        world.mailTransport(),
                        world.rateLimits(),
                        world.passwordHasher(),
                        world.breachedPasswords(),
                        world.passwordMeter(),
                        world.accessTokens(),
                        world.refreshTokens(),
                        world.secretDigests(),
                        world.secretGenerator(),
                        world.ids(),
                        world.clock()),
                Fakes.POLICIES);
    }
}
