package dev.sallyport.persistence.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.MissingPrivileges;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension that finds parts of texts has to be there, and whoever cannot install it is told what to do. */
class TrigramsTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final DatabaseSettings owner = postgres.server().createEmptyDatabase();

    @Test
    void areInstalledByWhoeverMayCreateThingsInTheDatabase() {
        Sql.execute(owner, "CREATE ROLE creates LOGIN PASSWORD 'secret'");
        Sql.execute(
                owner,
                "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO creates', current_database()); END $$");
        Sql.execute(owner, "GRANT CREATE, USAGE ON SCHEMA public TO creates");

        try (Database database = Database.open(as("creates"))) {
            database.migrate();

            assertThat(database.isSchemaCurrent()).isTrue();
        }
    }

    @Test
    void areAskedForWhereTheyMayNotBeInstalled() {
        Sql.execute(owner, "CREATE ROLE uses LOGIN PASSWORD 'secret'");
        Sql.execute(owner, "GRANT CREATE, USAGE ON SCHEMA public TO uses");

        try (Database database = Database.open(as("uses"))) {
            assertThatThrownBy(database::migrate)
                    .isInstanceOf(MissingPrivileges.class)
                    .hasMessageContaining("CREATE EXTENSION pg_trgm");

            Sql.execute(owner, "CREATE EXTENSION pg_trgm");
            database.migrate();

            assertThat(database.isSchemaCurrent()).isTrue();
        }
    }

    @Test
    void areAskedForWhereTheyAreOutOfSight() {
        Sql.execute(owner, "CREATE SCHEMA elsewhere; CREATE EXTENSION pg_trgm SCHEMA elsewhere");

        try (Database database = Database.open(owner)) {
            assertThatThrownBy(database::migrate)
                    .rootCause()
                    .hasMessageContaining("is in the schema elsewhere")
                    .hasMessageContaining("SET search_path = public, elsewhere");
        }
    }

    private DatabaseSettings as(String role) {
        return new DatabaseSettings(owner.jdbcUrl(), role, "secret", owner.poolSize());
    }
}
