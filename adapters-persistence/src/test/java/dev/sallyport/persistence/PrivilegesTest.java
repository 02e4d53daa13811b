package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrivilegesTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Path ROLES = Path.of("../deploy/postgresql/roles.sql");

    @BeforeEach
    void makeSomebodyWhoMayDoNothing() {
        Sql.execute(postgres.settings(), """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'visitor') THEN
                        CREATE ROLE visitor LOGIN PASSWORD 'visitor';
                    END IF;
                END $$""");
    }

    private static DatabaseSettings as(String role, DatabaseSettings database) {
        return new DatabaseSettings(database.jdbcUrl(), role, role, database.poolSize());
    }

    private static List<String> missingToServe(Database database) {
        return catchThrowableOfType(MissingPrivileges.class, database::requirePrivilegesToServe)
                .grants();
    }

    private static List<String> missingToMigrate(Database database) {
        return catchThrowableOfType(MissingPrivileges.class, database::migrate).grants();
    }

    @Test
    void areTheOwners() {
        try (Database database = Database.open(postgres.server().createDatabase())) {
            assertThatCode(database::requirePrivilegesToServe).doesNotThrowAnyException();
        }
    }

    @Test
    void areNoneOnAnEmptyDatabase() {
        try (Database database = Database.open(postgres.server().createEmptyDatabase())) {
            assertThatCode(database::requirePrivilegesToServe).doesNotThrowAnyException();
        }
    }

    @Test
    void areAllThatTheScriptForRolesGrantsAndNoFewer() throws IOException {
        DatabaseSettings owner = postgres.server().createDatabase();
        Sql.execute(owner, Files.readString(ROLES));
        Sql.execute(owner, "GRANT sallyport_app TO visitor");
        try (Database database = Database.open(as("visitor", owner))) {
            assertThatCode(database::requirePrivilegesToServe).doesNotThrowAnyException();

            List<String> granted = Sql.column(owner, """
                    SELECT format('%s ON %I', privilege_type, table_name) FROM information_schema.role_table_grants
                    WHERE grantee = 'sallyport_app' ORDER BY 1""");
            assertThat(granted).hasSizeGreaterThan(100);
            for (String one : granted) {
                Sql.execute(owner, "REVOKE " + one + " FROM sallyport_app");
                assertThat(missingToServe(database))
                        .as(one)
                        .containsExactly("GRANT " + one.replace(" ON ", " ON public.") + " TO visitor");
                Sql.execute(owner, "GRANT " + one + " TO sallyport_app");
            }
        }
        Sql.execute(owner, "REVOKE sallyport_app FROM visitor");
    }

    @Test
    void areToldWithEverythingThatIsMissing() {
        try (Database database = Database.open(as("visitor", postgres.server().createDatabase()))) {
            assertThat(missingToServe(database))
                    .contains(
                            "GRANT SELECT, INSERT, UPDATE, DELETE ON public.users TO visitor",
                            "GRANT SELECT, INSERT ON public.audit_events TO visitor",
                            "GRANT SELECT ON public.sallyport_schema_history TO visitor")
                    .hasSize(Sql.tables(postgres.server().createDatabase()).size() + 1);
        }
    }

    @Test
    void ofTheSchemaAreToldWhereNothingCanBeSeen() {
        DatabaseSettings owner = postgres.server().createDatabase();
        Sql.execute(owner, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        try (Database database = Database.open(as("visitor", owner))) {
            assertThat(missingToServe(database)).containsExactly("GRANT USAGE ON SCHEMA public TO visitor");
        }
    }

    @Test
    void toMigrateAreAskedForBeforeAnythingIsWritten() {
        DatabaseSettings owner = postgres.server().createEmptyDatabase();
        AtomicBoolean begun = new AtomicBoolean();
        try (Database database = Database.open(as("visitor", owner))) {
            assertThat(missingToMigrate(database))
                    .containsExactlyInAnyOrder(
                            "GRANT USAGE, CREATE ON SCHEMA public TO visitor", "CREATE EXTENSION pg_trgm");
            assertThatThrownBy(() -> database.migrate(() -> begun.set(true))).isInstanceOf(MissingPrivileges.class);
            assertThat(begun).isFalse();
            assertThat(Sql.tables(owner)).isEmpty();

            missingToMigrate(database).forEach(grant -> Sql.execute(owner, grant));

            assertThat(database.migrate()).isPositive();
            assertThatCode(database::requirePrivilegesToServe).doesNotThrowAnyException();
        }
    }

    @Test
    void toMigrateArePartlyOwnership() {
        DatabaseSettings owner = postgres.server().createDatabase();
        Sql.execute(owner, """
                DELETE FROM sallyport_schema_history WHERE version = '033';
                GRANT ALL ON ALL TABLES IN SCHEMA public TO visitor;
                GRANT CREATE ON SCHEMA public TO visitor""");
        try (Database database = Database.open(as("visitor", owner))) {
            assertThat(missingToMigrate(database))
                    .contains("ALTER TABLE public.users OWNER TO visitor")
                    .allSatisfy(grant -> assertThat(grant).startsWith("ALTER TABLE public."));
        }
    }

    @Test
    void leaveEverythingAsItIsIfWhatComesBeforeFails() {
        DatabaseSettings empty = postgres.server().createEmptyDatabase();
        try (Database database = Database.open(empty)) {
            assertThatThrownBy(() -> database.migrate(() -> {
                        throw new IllegalStateException("wrong key");
                    }))
                    .hasMessage("wrong key");

            assertThat(Sql.column(empty, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEmpty();
        }
    }
}
