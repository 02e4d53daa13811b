package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationRulesTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/sallyport/persistence/migrations");

    /** The first one after 0.1.0, before which there were no servers of a previous release. */
    private static final int FIRST_BOUND = 34;

    private static Map<Integer, String> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            Map<Integer, String> migrations = new TreeMap<>();
            for (Path script : scripts) {
                migrations.put(number(script), Files.readString(script));
            }
            return migrations;
        }
    }

    private static int number(Path script) {
        return Integer.parseInt(script.getFileName().toString().substring(1, 4));
    }

    @Test
    void areKeptByEveryMigrationSinceTheFirstRelease() throws IOException {
        Map<Integer, List<String>> violations = migrations().entrySet().stream()
                .filter(migration -> migration.getKey() >= FIRST_BOUND)
                .filter(migration ->
                        !MigrationRules.violations(migration.getValue()).isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, migration -> MigrationRules.violations(migration.getValue())));

        assertThat(violations).isEmpty();
    }

    /** Before the first release there was nobody to be considerate of: the rules notice it. */
    @Test
    void wouldNotHaveBeenKeptByAllBefore() throws IOException {
        assertThat(migrations()).hasSizeGreaterThan(30);
        assertThat(migrations().values())
                .anySatisfy(script -> assertThat(MigrationRules.violations(script))
                        .anyMatch(violation -> violation.startsWith("drops what")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (id uuid PRIMARY KEY, b text NOT NULL CHECK (b <> '')); CREATE INDEX ON a (b); CREATE UNIQUE INDEX b ON a (b);"
                        + " ALTER TABLE a ADD COLUMN c text NOT NULL; DELETE FROM a; INSERT INTO a SELECT id FROM users LIMIT 1",
                "CREATE INDEX CONCURRENTLY users_by ON users (locale); DROP INDEX CONCURRENTLY IF EXISTS users_other",
                "SET LOCAL lock_timeout = '2s'; ALTER TABLE users ADD COLUMN a text, ADD COLUMN b integer NOT NULL DEFAULT 0",
                "SET LOCAL lock_timeout = '2s'; ALTER TABLE users ADD COLUMN a timestamptz NOT NULL DEFAULT now()",
                "SET LOCAL lock_timeout = '2s'; ALTER TABLE users ADD CONSTRAINT a CHECK (b IN ('x', 'y')) NOT VALID",
                "SET LOCAL lock_timeout = '2s'; ALTER TABLE users VALIDATE CONSTRAINT a; ALTER TABLE users ALTER COLUMN a SET DEFAULT 1",
                "SET lock_timeout = '2s'; ALTER TABLE users ADD CONSTRAINT a UNIQUE USING INDEX a_index",
                "-- Unused since 0.2.0: nobody has written it for two releases.\nSET LOCAL lock_timeout = '2s'; ALTER TABLE users DROP COLUMN a",
                "-- Unused since 0.2.0\nSET LOCAL lock_timeout = '2s'; DROP TABLE a",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; UPDATE users SET a = 1; END $$",
                "-- ALTER TABLE users DROP COLUMN a; is what must not be done\nCREATE TABLE a (b text)",
                "UPDATE users SET a = 1 WHERE id IN (SELECT id FROM users WHERE a IS NULL LIMIT 1000)"
            })
    void areKeptByWhatTakesNothingAwayAndHoldsNothingForLong(String sql) {
        assertThat(MigrationRules.violations(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drops what | ALTER TABLE users DROP COLUMN display_name",
                "drops what | ALTER TABLE users ADD COLUMN a text, DROP CONSTRAINT b",
                "drops what | DROP TABLE users",
                "drops what | DROP FUNCTION f()",
                "takes away | ALTER TABLE users RENAME COLUMN email TO mail",
                "takes away | ALTER TABLE users RENAME TO accounts",
                "takes away | ALTER INDEX a RENAME TO b",
                "takes away | TRUNCATE sessions",
                "adds a column that | ALTER TABLE users ADD COLUMN a text NOT NULL",
                "adds a column that | ALTER TABLE users ADD a text NOT NULL",
                "refuses what | ALTER TABLE users ALTER COLUMN display_name SET NOT NULL",
                "rewrites | ALTER TABLE users ALTER COLUMN locale TYPE varchar(20)",
                "rewrites | ALTER TABLE users ALTER locale SET DATA TYPE text USING locale || ''",
                "rewrites | ALTER TABLE users ADD COLUMN a uuid NOT NULL DEFAULT gen_random_uuid()",
                "rewrites | ALTER TABLE users ADD COLUMN a text GENERATED ALWAYS AS (lower(email)) STORED",
                "rewrites | ALTER TABLE users ADD COLUMN a bigserial",
                "rewrites | ALTER TABLE users SET TABLESPACE a",
                "makes an index that | CREATE INDEX a ON users (locale)",
                "makes an index that | CREATE UNIQUE INDEX a ON users (locale)",
                "drops an index | DROP INDEX users_not_active",
                "checks all rows | ALTER TABLE users ADD CONSTRAINT a CHECK (locale <> '')",
                "checks all rows | ALTER TABLE sessions ADD FOREIGN KEY (user_id) REFERENCES users",
                "checks or indexes | ALTER TABLE users ADD COLUMN a text UNIQUE",
                "checks or indexes | ALTER TABLE users ADD COLUMN a uuid REFERENCES sessions",
                "makes an index while | ALTER TABLE users ADD CONSTRAINT a UNIQUE (locale)",
                "changes as many | UPDATE users SET locale = 'en'",
                "changes as many | DELETE FROM sessions WHERE ended_at IS NOT NULL"
            })
    void areBrokenBy(String example) {
        String[] parts = example.split(" \\| ", 2);

        assertThat(MigrationRules.violations("SET LOCAL lock_timeout = '2s'; " + parts[1]))
                .singleElement()
                .asString()
                .startsWith(parts[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE users ADD COLUMN a text",
                "ALTER TABLE users ADD COLUMN a text; SET LOCAL lock_timeout = '2s'",
                "CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()"
            })
    void wantNobodyToQueueBehindAMigrationThatWaitsItself(String sql) {
        assertThat(MigrationRules.violations(sql)).singleElement().asString().startsWith("sets no lock_timeout");
    }
}
