package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says of one's own wording holds. */
class DocumentedTemplatesTest {
    private static final Path PAGE = Path.of("..", "docs", "features", "mail.md");

    @TempDir
    private Path folder;

    @Test
    void acceptsTheExamples() throws IOException {
        Files.writeString(folder.resolve("messages.properties"), example("properties"));
        Files.writeString(folder.resolve("new-device.html"), example("html"));

        assertThat(OwnTemplates.read(folder).flaws()).isEmpty();
    }

    @Test
    void fillsInEveryPlaceholderThatIsListedForSomeMail() throws IOException {
        String table = section()
                .substring(section().indexOf("| placeholder |"), section().indexOf("With `{{say.…}}`"));
        var listed = Pattern.compile("\\{\\{([a-z.-]+)}}")
                .matcher(table)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        BundledMailTemplates templates = new BundledMailTemplates("Acme", SampleMails.URL);
        var known = SampleMessages.in(PhraseBook.ENGLISH).stream()
                .flatMap(message -> templates.write(message).values("Acme", SampleMails.URL).keySet().stream())
                .collect(Collectors.toSet());
        assertThat(listed).hasSizeGreaterThan(15).isSubsetOf(known);
        known.removeIf(name -> name.startsWith("say.") || name.equals("choose-password-label"));
        assertThat(known).isSubsetOf(listed);
    }

    private static String example(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(section())
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining());
    }

    private static String section() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("## Your own wording");
        return page.substring(begin, page.indexOf("\n## ", begin));
    }
}
