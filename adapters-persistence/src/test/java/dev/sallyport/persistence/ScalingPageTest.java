package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docs/scaling.md}: by which column each table would be spread. */
class ScalingPageTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]* \\| (?:`([a-z_]+)`|[^`|]+) \\|");

    private static final Map<String, String> COLUMNS = columns();

    /** The column by table; empty where it is not spread. */
    private static Map<String, String> columns() {
        try {
            return ROW.matcher(Files.readString(Path.of("../docs/scaling.md")))
                    .results()
                    .collect(Collectors.toMap(row -> row.group(1), ScalingPageTest::column));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String column(MatchResult row) {
        return row.group(2) == null ? "" : row.group(2);
    }

    @Test
    void namesEveryTableAndNoOther() {
        assertThat(COLUMNS.keySet()).containsExactlyInAnyOrderElementsOf(Sql.tables(postgres.settings()));
    }

    @Test
    void namesColumnsThatAreThere() {
        List<String> there = Sql.column(
                postgres.settings(),
                "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'");

        assertThat(COLUMNS.entrySet().stream()
                        .filter(table -> !table.getValue().isEmpty())
                        .map(table -> table.getKey() + "." + table.getValue()))
                .isNotEmpty()
                .allSatisfy(column -> assertThat(there).contains(column));
    }

    @Test
    void spreadsByTheUserWhateverHasOne() {
        List<String> ofUsers = Sql.column(
                postgres.settings(),
                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'user_id'"
                        + " AND table_name <> 'revocations' AND table_name NOT LIKE 'audit\\_events\\_%'");

        assertThat(ofUsers)
                .hasSizeGreaterThan(10)
                .allSatisfy(table -> assertThat(COLUMNS).containsEntry(table, "user_id"));
    }
}
