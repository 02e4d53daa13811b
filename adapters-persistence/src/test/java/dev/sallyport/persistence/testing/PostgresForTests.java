package dev.sallyport.persistence.testing;

import dev.sallyport.persistence.DatabaseSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a database of its own on a real PostgreSQL, with the whole schema in it. All classes of a run share one server,
 * which starts with the first of them and stops with the last.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PostgresForTests postgres = new PostgresForTests();
 *
 * Database database = Database.open(postgres.settings());
 * }</pre>
 */
public final class PostgresForTests implements BeforeAllCallback {
    private @Nullable PostgresServer server;
    private @Nullable DatabaseSettings settings;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (settings != null) {
            return;
        }
        PostgresServer shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresForTests.class))
                .computeIfAbsent(PostgresServer.class, key -> PostgresServer.start(), PostgresServer.class);
        server = shared;
        settings = shared.createDatabase();
    }

    /** Where this class's database is. */
    public DatabaseSettings settings() {
        return Objects.requireNonNull(settings, "register me as a static extension");
    }

    /** The server with everybody's databases, to create more. */
    public PostgresServer server() {
        return Objects.requireNonNull(server, "register me as a static extension");
    }
}
