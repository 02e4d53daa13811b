package dev.sallyport.application.testing;

import dev.sallyport.application.invitation.DeclaredAdministrators;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/** {@link DeclaredAdministrators} in memory. */
public final class InMemoryDeclaredAdministrators implements DeclaredAdministrators {
    private final InMemoryDatabase database;

    public InMemoryDeclaredAdministrators(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean contains(SecretDigest address) {
        return database.declaredAdministrators.rows().containsKey(address);
    }

    @Override
    public void add(SecretDigest address, Instant now) {
        database.locked(() -> {
            if (!contains(address)) {
                database.declaredAdministrators.put(address, now);
            }
            return true;
        });
    }
}
