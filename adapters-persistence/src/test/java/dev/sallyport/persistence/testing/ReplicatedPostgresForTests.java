package dev.sallyport.persistence.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives test classes a {@link ReplicatedPostgres} that all of a run share. Each leaves it as it was: replicating. */
public final class ReplicatedPostgresForTests implements BeforeAllCallback {
    private @Nullable ReplicatedPostgres postgres;

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ReplicatedPostgresForTests.class))
                .computeIfAbsent(ReplicatedPostgres.class, key -> ReplicatedPostgres.start(), ReplicatedPostgres.class);
    }

    public ReplicatedPostgres get() {
        return Objects.requireNonNull(postgres, "register me as a static extension");
    }
}
