package dev.sallyport.persistence.testing;

import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An opened database of {@link PostgresForTests} for a test class, emptied before each of its tests. Its clock stands still. */
public final class DatabaseForTests implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final PostgresForTests postgres = new PostgresForTests();
    private final MutableClock clock = new MutableClock();
    private @Nullable Database database;

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        SteeredNow.follow(clock, postgres.settings());
        database = Database.open(postgres.settings());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // As a replica does, without triggers: the audit trail refuses to be emptied otherwise.
        Sql.execute(
                settings(),
                "SET session_replication_role = replica; TRUNCATE " + String.join(", ", Sql.tables(settings())));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database().close();
    }

    public Database database() {
        return Objects.requireNonNull(database, "register me as a static extension");
    }

    /** What the database goes by. */
    public MutableClock clock() {
        return clock;
    }

    public DatabaseSettings settings() {
        return postgres.settings();
    }

    public PostgresServer server() {
        return postgres.server();
    }
}
