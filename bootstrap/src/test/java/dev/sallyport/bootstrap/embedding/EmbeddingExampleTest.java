package dev.sallyport.bootstrap.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingExampleTest {
    private static final Path REPOSITORY = Path.of("..");

    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    @Test
    void registersSomebodyAndSendsTheMailItsOwnWay() {
        DatabaseSettings database = POSTGRES.settings();
        List<String> outgoing = new CopyOnWriteArrayList<>();

        String answer = EmbeddingExample.run(withCredentials(database), masterKey(), outgoing);

        assertThat(answer).isEqualTo("A code is on its way.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/embedding.md"})
    void standsInTheDocumentationWordForWord(String page) throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/dev/sallyport/bootstrap/embedding/EmbeddingExample.java"));
        String example = source.substring(
                        source.indexOf("// example") + "// example".length(), source.indexOf("// end"))
                .stripIndent()
                .strip();

        assertThat(Files.readString(REPOSITORY.resolve(page))).contains("```java\n" + example + "\n```");
    }

    private static String withCredentials(DatabaseSettings database) {
        return database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "user=" + database.user()
                + "&password=" + database.password();
    }

    private static String masterKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
