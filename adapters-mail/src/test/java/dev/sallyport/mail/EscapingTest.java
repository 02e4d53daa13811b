package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that is filled in becomes a part of the HTML, in any mail and any language. */
class EscapingTest {
    /** All that a layout writes; a tag of any other name, or with an attribute of any other, came in with a value. */
    private static final Set<String> TAGS =
            Set.of("html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "a", "bdi", "img");

    private static final Set<String> VOID = Set.of("meta", "img");

    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "dir",
            "charset",
            "name",
            "content",
            "class",
            "style",
            "role",
            "width",
            "height",
            "align",
            "cellpadding",
            "cellspacing",
            "border",
            "bgcolor",
            "href",
            "src",
            "alt");

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z]+)((?: [a-z]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z]+)=");
    private static final Pattern NOT_MARKUP = Pattern.compile("(?s)<!DOCTYPE html>|<!--.*?-->|<style>.*?</style>");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|zwnj|nbsp|#39|#847);");

    private static final String APP = "Äpp <b>&\"' {app} {0} <script>alert(1)</script> \u2069\u202e";
    private static final URI URL = URI.create("https://id.example.com/o'neill&sons");

    private final BundledMailTemplates templates = new BundledMailTemplates(
            APP,
            URL,
            new Branding(
                    Optional.of(URI.create("https://cdn.example.com/o'neill.png?a=1&lt=2")), new BrandColor(0xffff00)),
            OwnTemplates.none(),
            PhraseBook.ENGLISH);

    @ParameterizedTest
    @MethodSource("dev.sallyport.mail.EveryLanguageTest#languages")
    void leavesNothingButOurOwnTags(String language) {
        assertThat(SampleMails.in(language)).allSatisfy(message -> {
            String html = NOT_MARKUP.matcher(templates.word(message).html()).replaceAll("");

            requireOurOwn(html);
            String words = TAG.matcher(html).replaceAll("");
            assertThat(words).doesNotContain("<", ">");
            assertThat(ENTITY.matcher(html).replaceAll("")).doesNotContain("&").doesNotContain("'neill");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sallyport.mail.EveryLanguageTest#languages")
    void leavesNothingToBeFilledIn(String language) {
        assertThat(SampleMails.in(language)).allSatisfy(message -> {
            MailContent content = templates.word(message);

            for (String part : List.of(
                    content.subject(),
                    content.text(),
                    Pattern.compile("(?s)<style>.*?</style>")
                            .matcher(content.html())
                            .replaceAll(""))) {
                assertThat(part.replace("{app} {0}", "")).doesNotContain("{", "}", "redacted", "null");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sallyport.mail.EveryLanguageTest#languages")
    void endsEveryIsolationThatItBegins(String language) {
        assertThat(SampleMails.in(language)).allSatisfy(message -> {
            MailContent content = templates.word(message);

            for (String part : List.of(content.subject(), content.text())) {
                assertThat(part.replaceAll("[^\u2066\u2068\u2069]", "").replace('\u2066', '\u2068'))
                        .matches("(\u2068+\u2069+)*");
                assertThat(part.chars()
                                .filter(mark -> mark == '\u2066' || mark == '\u2068')
                                .count())
                        .isEqualTo(part.chars().filter(mark -> mark == '\u2069').count());
                assertThat(part).doesNotContain("\u202e");
            }
            assertThat(content.html()).doesNotContain("\u202e");
        });
    }

    private static void requireOurOwn(String html) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            String name = tags.group(2);
            assertThat(TAGS).contains(name);
            ATTRIBUTE
                    .matcher(tags.group(3))
                    .results()
                    .forEach(found -> assertThat(ATTRIBUTES).contains(found.group(1)));
            if (!tags.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(name);
            } else if (!VOID.contains(name)) {
                open.push(name);
            }
        }
        assertThat(open).isEmpty();
    }
}
