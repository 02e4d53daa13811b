package dev.sallyport.persistence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the keys that were there before keys followed one another. */
class KeyMigrationTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    /** Whatever its number is. */
    private static String migration() throws IOException, URISyntaxException {
        Path migrations = Path.of(
                Objects.requireNonNull(Database.class.getResource("migrations")).toURI());
        try (Stream<Path> files = Files.list(migrations)) {
            return Files.readString(files.filter(file -> file.toString().endsWith("__let_keys_follow_one_another.sql"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void givesEveryKeyItsAlgorithmAndLetsItGoOn() throws Exception {
        DatabaseSettings database = postgres.server().createDatabase();
        Sql.execute(database, """
                ALTER TABLE server_keys DROP COLUMN algorithm, DROP COLUMN active_from;
                INSERT INTO server_keys (id, purpose, number, material, created_at) VALUES
                    (gen_random_uuid(), 'access-token-signing', 1, '\\x01', '2026-01-02 03:04:05+00'),
                    (gen_random_uuid(), 'refresh-token', 1, '\\x02', '2026-01-02 03:04:05+00'),
                    (gen_random_uuid(), 'one-time-secret', 1, '\\x03', '2026-01-02 03:04:05+00')
                """);

        Sql.execute(database, migration());

        assertThat(Sql.column(
                        database,
                        "SELECT purpose || ' ' || algorithm || ' ' || (active_from = created_at) FROM server_keys"))
                .containsExactlyInAnyOrder(
                        "access-token-signing ES256 true", "refresh-token HS256 true", "one-time-secret HS256 true");
    }
}
