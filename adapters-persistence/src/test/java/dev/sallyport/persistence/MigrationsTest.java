package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final int MIGRATIONS = 31;

    @Test
    void makeTheWholeSchemaOnceAndTellSo() {
        try (Database database = Database.open(postgres.server().createEmptyDatabase())) {
            assertThat(database.isSchemaCurrent()).isFalse();

            assertThat(database.migrate()).isEqualTo(MIGRATIONS);

            assertThat(database.isSchemaCurrent()).isTrue();
            assertThat(database.migrate()).isZero();
            assertThatCode(database::requireSchemaNotNewer).doesNotThrowAnyException();
        }
    }

    @Test
    void areAppliedByOneOfManyInstancesThatStartTogether() {
        DatabaseSettings empty = postgres.server().createEmptyDatabase();

        List<Integer> applied = Concurrently.times(3, i -> {
            try (Database database = Database.open(empty)) {
                int count = database.migrate();
                assertThat(database.isSchemaCurrent()).isTrue();
                return count;
            }
        });

        assertThat(applied).containsExactlyInAnyOrder(MIGRATIONS, 0, 0);
    }

    @Test
    void refuseASchemaFromTheFutureButLetItBeUsed() {
        DatabaseSettings settings = postgres.server().createDatabase();
        Sql.execute(settings, """
                INSERT INTO sallyport_schema_history
                SELECT installed_rank + 1, '999', 'from the future', type, 'V999__from_the_future.sql', 1, installed_by,
                    installed_on, execution_time, success
                FROM sallyport_schema_history ORDER BY installed_rank DESC LIMIT 1
                """);

        try (Database database = Database.open(settings)) {
            assertThatThrownBy(database::migrate)
                    .isInstanceOf(SchemaTooNew.class)
                    .hasMessageContaining("999")
                    .hasMessageContaining("newer version");
            assertThatThrownBy(database::requireSchemaNotNewer).isInstanceOf(SchemaTooNew.class);
            assertThat(database.isSchemaCurrent()).isTrue();
        }
    }

    @Test
    void leaveAloneWhatAnEmbeddingProgramHasInItsDatabase() {
        DatabaseSettings settings = postgres.server().createEmptyDatabase();
        Sql.execute(settings, "CREATE TABLE flyway_schema_history (theirs integer); CREATE TABLE orders (id integer)");

        try (Database database = Database.open(settings)) {
            assertThat(database.migrate()).isEqualTo(MIGRATIONS);
        }

        assertThat(Sql.tables(settings)).contains("orders", "users");
    }
}
