package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import dev.sallyport.domain.account.LanguageTag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of the phrases of every language that comes with this module. */
class EveryLanguageTest {
    private static final PhraseFile ENGLISH = BundledFiles.english();
    private static final Map<String, PhraseFile> FILES = BundledFiles.all();

    private static final Pattern QUOTING = Pattern.compile("'[{}]|[{}]'|''|'#|#'|'\\|");
    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!]|&[a-zA-Z#]+;");

    @Test
    void isOneThatMailsCanBeWrittenIn() {
        assertThat(FILES.keySet())
                .allSatisfy(language -> assertThat(PhraseBook.BUNDLED).contains(LanguageTag.of(language)));
        assertThat(new BundledMailTemplates("Sallyport", SampleMails.URL).languages())
                .extracting(LanguageTag::value)
                .containsExactlyElementsOf(FILES.keySet());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void saysWhichItIsAndNothingTwice(String language) {
        PhraseFile file = file(language);

        assertThat(file.faults()).isEmpty();
        assertThat(file.phrases()).containsEntry("language", language);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasEveryPhraseAndNoOther(String language) {
        assertThat(file(language).phrases().keySet())
                .containsExactlyInAnyOrderElementsOf(ENGLISH.phrases().keySet());
        assertThat(file(language).phrases())
                .allSatisfy(
                        (key, phrase) -> assertThat(phrase).as(key).isNotBlank().isEqualTo(phrase.strip()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void fillsEachPhraseWithWhatTheEnglishOneIsFilledWith(String language) {
        assertThat(common(language))
                .allSatisfy((key, phrase) ->
                        assertThat(PhraseArguments.of(phrase)).isEqualTo(PhraseArguments.of(english(key))));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void countsWhereTheEnglishPhraseCounts(String language) {
        assertThat(common(language))
                .allSatisfy((key, phrase) -> assertThat(counted(phrase)).containsAll(counted(english(key))));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasAFormForEveryNumberThatItsGrammarTellsApart(String language) {
        Set<String> grammar =
                PluralRules.forLocale(ULocale.forLanguageTag(language)).getKeywords();
        assertThat(common(language)).allSatisfy((key, phrase) -> {
            MessagePattern parsed = new MessagePattern(phrase);
            assertThat(plurals(parsed)).allSatisfy(plural -> {
                Set<String> forms = forms(parsed, plural);
                assertThat(forms).containsAll(grammar);
                forms.removeAll(grammar);
                assertThat(forms).as("forms beside those of the grammar").allMatch(form -> form.startsWith("="));
            });
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void quotesNothingByMistakeAndHasNoMarkup(String language) {
        assertThat(common(language)).allSatisfy((key, phrase) -> {
            assertThat(phrase).doesNotContainPattern(QUOTING).doesNotContainPattern(MARKUP);
            assertThat(phrase.chars()).noneMatch(Character::isISOControl);
            assertThat(phrase)
                    .as("directions are marked where values are filled in")
                    .doesNotContainPattern("[\u202a-\u202e\u2066-\u2069]");
        });
    }

    private static Set<String> forms(MessagePattern parsed, int start) {
        Set<String> forms = new HashSet<>();
        int limit = parsed.getLimitPartIndex(start);
        for (int part = start + 1; part < limit; part++) {
            if (parsed.getPartType(part) == MessagePattern.Part.Type.ARG_SELECTOR) {
                forms.add(parsed.getSubstring(parsed.getPart(part)));
            } else if (parsed.getPartType(part) == MessagePattern.Part.Type.MSG_START) {
                part = parsed.getLimitPartIndex(part);
            }
        }
        return forms;
    }

    private static List<Integer> plurals(MessagePattern parsed) {
        return IntStream.range(0, parsed.countParts())
                .filter(part -> parsed.getPartType(part) == MessagePattern.Part.Type.ARG_START
                        && parsed.getPart(part).getArgType() == ArgType.PLURAL)
                .boxed()
                .toList();
    }

    /** The arguments that decide upon a form. */
    private static Set<String> counted(String phrase) {
        MessagePattern parsed = new MessagePattern(phrase);
        return plurals(parsed).stream()
                .map(plural -> parsed.getSubstring(parsed.getPart(plural + 1)))
                .collect(Collectors.toSet());
    }

    /** Those that English has too; others are another test's concern. */
    private static Map<String, String> common(String language) {
        Map<String, String> phrases = new TreeMap<>(file(language).phrases());
        phrases.keySet().retainAll(ENGLISH.phrases().keySet());
        return phrases;
    }

    private static String english(String key) {
        return Objects.requireNonNull(ENGLISH.phrases().get(key));
    }

    private static PhraseFile file(String language) {
        return Objects.requireNonNull(FILES.get(language));
    }

    static List<String> languages() {
        return List.copyOf(FILES.keySet());
    }
}
