package dev.sallyport.deployment.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever follows a link in our documentation arrives. */
class LinksTest {
    @TempDir
    private Path folder;

    private static Map<Path, Page> pages() throws IOException {
        Map<Path, Page> pages = new HashMap<>();
        try (Stream<Path> root = Files.list(Repository.path(""))) {
            for (Path file : Stream.concat(
                            root.filter(path -> path.toString().endsWith(".md")),
                            Repository.files("docs", ".md").stream())
                    .toList()) {
                pages.put(file, Page.of(file, Files.readString(file)));
            }
        }
        return pages;
    }

    @Test
    void leadSomewhere() throws IOException {
        Map<Path, Page> pages = pages();

        assertThat(pages).containsKeys(Repository.path("README.md"), Repository.path("docs/settings.md"));
        assertThat(pages.values().stream().flatMap(page -> page.broken(pages).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "[a](#one), true",
        "[a](#two-words-code), true",
        "[a](#one-1), true",
        "[a](#set), true",
        "[a](#one-2), false",
        "[a](#in-code), false",
        "[a](page.md), true",
        "[a](page.md#one), true",
        "[a](pages.md), false",
        "[a](https://example.com/nowhere.md), true",
        "`[a](pages.md)`, true",
    })
    void areTold(String link, boolean good) throws IOException {
        Path file = Files.createFile(folder.resolve("page.md"));
        Page page =
                Page.of(file, "# One\n## One\n## Two words, `code`\n```\n# In code\n```\n<a id=\"set\"></a>\n" + link);

        List<String> broken = page.broken(Map.of(file, page));

        assertThat(broken).hasSize(good ? 0 : 1);
    }
}
