package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every mail, whatever it says. */
class EveryMailTest {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private final BundledMailTemplates templates =
            new BundledMailTemplates("Sallyport", URI.create("https://id.example.com"));

    @Test
    void isOneOfTheSamples() {
        assertThat(SampleMessages.in(EnglishSamples.ENGLISH))
                .extracting(MailMessage::getClass)
                .map(Class.class::cast)
                .containsExactlyInAnyOrder(MailMessage.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void namesTheApplicationInItsSubjectAndLeavesNoPlaceholderOpen(MailMessage message) {
        MailContent content = templates.word(message);

        assertThat(content.subject()).contains("Sallyport").doesNotContain("{", "}");
        assertThat(content.text()).doesNotContain("{", "}", "redacted");
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void linksTheSamePagesAsTextAndAsHtmlByAButtonAndByTheAddressItself(MailMessage message) {
        MailContent content = templates.word(message);

        List<String> links = linkLines(content);
        assertThat(links).allMatch(link -> link.startsWith("https://id.example.com/"));
        assertThat(HREF.matcher(content.html()).results().map(found -> found.group(1)))
                .containsExactlyElementsOf(
                        links.stream().flatMap(link -> Stream.of(link, link)).toList());
        assertThat(links).allMatch(link -> content.html().contains(">" + link + "</a>"));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void showsItsSecretOnlyInTheFragmentOfALink(MailMessage message) {
        MailContent content = templates.word(message);

        String secret = SampleMessages.TOKEN.reveal();
        String outsideFragments = (content.subject() + content.text() + content.html()).replace("#token=" + secret, "");
        assertThat(outsideFragments).doesNotContain(secret);
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void saysInHtmlWhatItSaysAsText(MailMessage message) {
        MailContent content = templates.word(message);

        assertThat(content.text().split("\n\n"))
                .filteredOn(block -> !LINK.matcher(block).matches() && !block.startsWith("-- "))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(unescaped(content.html())).contains(">" + block + "</td>"));
    }

    private static List<String> linkLines(MailContent content) {
        return content.text()
                .lines()
                .flatMap(line -> LINK.matcher(line).results())
                .map(MatchResult::group)
                .filter(link -> !link.equals("https://id.example.com"))
                .toList();
    }

    private static String unescaped(String html) {
        return html.replace("&#39;", "'").replace("&amp;", "&");
    }

    private static Stream<MailMessage> everyMessage() {
        return SampleMessages.in(EnglishSamples.ENGLISH).stream();
    }
}
