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

/** An opened database of {@link PostgresForTests} for a test class, emptied before each of its tests. */
public final class DatabaseForTests implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final PostgresForTests postgres = new PostgresForTests();
    private final @Nullable MutableClock clock;
    private @Nullable Database database;

    /** One that goes by the time of this machine. */
    public DatabaseForTests() {
        this(null);
    }

    private DatabaseForTests(@Nullable MutableClock clock) {
        this.clock = clock;
    }

    /** One that goes by a clock that stands still until it is moved. */
    public static DatabaseForTests withASteeredClock() {
        return new DatabaseForTests(new MutableClock());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        if (clock != null) {
            SteeredNow.follow(clock, postgres.settings());
        }
        database = Database.open(postgres.settings());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // As a replica does, without triggers: the audit trail refuses to be emptied otherwise.
        Sql.execute(
                settings(),
                "SET session_replication_role = replica; TRUNCATE " + String.join(", ", Sql.tables(settings())) + "; "
                        + BuiltInRolesForTests.INSERTS + "INSERT INTO audit_sealing DEFAULT VALUES");
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
        return Objects.requireNonNull(clock, "made without a steered clock");
    }

    public DatabaseSettings settings() {
        return postgres.settings();
    }

    public PostgresServer server() {
        return postgres.server();
    }
}
