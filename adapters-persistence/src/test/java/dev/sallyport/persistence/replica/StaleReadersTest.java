package dev.sallyport.persistence.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaleReadersTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** Whoever is added here shows lists to people. What decides, or is written to next, must not read what may be a moment old. */
    @Test
    void areListsForPeopleAlone() throws IOException {
        assertThat(readers())
                .containsExactlyInAnyOrder(
                        "JdbiAuditTrail.java",
                        "JdbiInvitations.java",
                        "JdbiMailRecords.java",
                        "JdbiStatistics.java",
                        "JdbiUserDirectory.java");
    }

    private static List<String> readers() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .filter(StaleReadersTest::browses)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean browses(Path file) {
        try {
            return Files.readString(file).contains("statements.browse(");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
