package dev.sallyport.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever languages there are beside the English file, each says all that English says, and can say it. */
class TranslatedProblemsTest {
    private static final Path ENGLISH = english();
    private static final Pattern FILE = Pattern.compile("problems_([A-Za-z_]+)\\.properties");
    private static final Pattern ARGUMENT = Pattern.compile("\\{[^}]*}?");
    private static final Pattern SENTENCE = Pattern.compile("error\\..*|.*\\.(detail|explanation|remedy)");

    @ParameterizedTest
    @MethodSource("languages")
    void isServedUnderTheNameOfItsFile(String language) {
        assertThat(ProblemTexts.in(List.of(Locale.forLanguageTag(language)))
                        .language()
                        .toLanguageTag())
                .isEqualTo(language);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void saysEverythingThatEnglishSaysAndNothingElse(String language) throws IOException {
        Set<String> english = phrases(ENGLISH).stringPropertyNames();
        Set<String> translated = phrases(language).stringPropertyNames();

        assertThat(english)
                .as("missing")
                .filteredOn(key -> !translated.contains(key))
                .isEmpty();
        assertThat(translated)
                .as("foreign")
                .filteredOn(key -> !english.contains(key))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void leavesNothingEmptyAndNoSentenceInEnglish(String language) throws IOException {
        Properties english = phrases(ENGLISH);
        Properties translated = phrases(language);

        assertThat(translated.stringPropertyNames())
                .as("empty")
                .filteredOn(key -> translated.getProperty(key).isBlank())
                .isEmpty();
        assertThat(translated.stringPropertyNames())
                .as("English")
                .filteredOn(key -> SENTENCE.matcher(key).matches())
                .filteredOn(key -> translated.getProperty(key).equals(english.getProperty(key)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void fillsInWhatEnglishFillsIn(String language) throws IOException {
        Properties english = phrases(ENGLISH);
        Properties translated = phrases(language);

        assertThat(translated.stringPropertyNames())
                .filteredOn(
                        key -> !arguments(translated.getProperty(key)).equals(arguments(english.getProperty(key, ""))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languagesAndEnglish")
    void showsEachApostropheOnce(Path file) throws IOException {
        Properties phrases = phrases(file);

        assertThat(phrases.stringPropertyNames())
                .as("a MessageFormat drops a single one")
                .filteredOn(key -> key.startsWith("error."))
                .filteredOn(key -> phrases.getProperty(key).replace("''", "").contains("'"))
                .isEmpty();
        assertThat(phrases.stringPropertyNames())
                .as("no MessageFormat, which would make one of two")
                .filteredOn(key -> !key.startsWith("error."))
                .filteredOn(key -> phrases.getProperty(key).contains("''"))
                .isEmpty();
    }

    @Test
    void existsForMoreLanguagesThanEnglish() {
        assertThat(languages()).isNotEmpty();
    }

    /** What is filled in, wherever it stands. */
    private static Set<String> arguments(String phrase) {
        return ARGUMENT.matcher(phrase)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties phrases(String language) throws IOException {
        return phrases(file(language));
    }

    private static Properties phrases(Path file) throws IOException {
        Properties phrases = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            phrases.load(reader);
        }
        return phrases;
    }

    private static Path file(String language) {
        return ENGLISH.resolveSibling("problems_" + language.replace('-', '_') + ".properties");
    }

    private static Stream<Path> languagesAndEnglish() {
        return Stream.concat(Stream.of(ENGLISH), languages().map(TranslatedProblemsTest::file));
    }

    /** The files that are shipped: those that only tests speak lie elsewhere. */
    private static Stream<String> languages() {
        try (Stream<Path> files = Files.list(Objects.requireNonNull(ENGLISH.getParent()))) {
            return files
                    .map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .flatMap(file -> file.matches() ? Stream.of(file.group(1).replace('_', '-')) : Stream.empty())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Path english() {
        try {
            return Path.of(Objects.requireNonNull(ProblemTexts.class.getResource("problems.properties"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
