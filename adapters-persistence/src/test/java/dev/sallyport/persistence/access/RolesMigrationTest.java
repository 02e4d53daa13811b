package dev.sallyport.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Roles that users had before there was a place to define them. */
class RolesMigrationTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    @Test
    void makesRolesOfThoseThatUsersHaveAndDropsWhatNobodyCouldRead() throws Exception {
        DatabaseSettings database = postgres.server().createDatabase();
        // As it was before.
        Sql.execute(database, """
                ALTER TABLE user_roles DROP CONSTRAINT user_roles_role_exists;
                DROP TABLE role_permissions, roles, roles_edition CASCADE;
                DROP FUNCTION change_roles_edition, keep_built_in_roles;
                DROP INDEX user_roles_role;
                INSERT INTO users (id, email, password_hash, locale, status, two_factor_enabled, created_at)
                    VALUES (gen_random_uuid(), 'ada@example.com', '', 'en', 'active', false, now());
                INSERT INTO user_roles SELECT id, unnest(ARRAY['user', 'admin', 'sales', 'No Such Form']) FROM users
                """);

        Sql.execute(database, migration("V022__create_roles"));
        // The version before still runs, and signs people up.
        Sql.execute(database, """
                INSERT INTO users (id, email, password_hash, locale, status, two_factor_enabled, created_at)
                    VALUES (gen_random_uuid(), 'bob@example.com', '', 'en', 'active', false, now());
                INSERT INTO user_roles SELECT id, 'user' FROM users WHERE email = 'bob@example.com'
                """);
        Sql.execute(database, migration("V023__make_roles_of_those_that_users_have"));
        // Each by itself, since it cannot be part of a transaction.
        for (String statement : migration("V024__find_users_by_role").split(";\\n", -1)) {
            if (!statement.isBlank()) {
                Sql.execute(database, statement);
            }
        }

        assertThat(Sql.column(database, "SELECT name FROM roles ORDER BY 1")).containsExactly("admin", "sales", "user");
        assertThat(Sql.column(database, "SELECT role FROM user_roles ORDER BY 1"))
                .containsExactly("admin", "sales", "user", "user");
        assertThat(Sql.column(database, "SELECT role || ' ' || count(*) FROM role_permissions GROUP BY role"))
                .containsExactly("admin 7");
        assertThat(Sql.column(database, "SELECT indexdef FROM pg_indexes WHERE indexname = 'user_roles_role'"))
                .hasSize(1);
        try (Database opened = Database.open(database)) {
            assertThat(opened.roles().definitions().permissions()).hasSize(3);
        }
    }

    private static String migration(String name) throws IOException {
        try (InputStream file = Database.class.getResourceAsStream("migrations/" + name + ".sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
