package dev.sallyport.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.parsing.Flaw;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextsTest {
    private final Locale system = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(system);
    }

    @ParameterizedTest
    @EnumSource
    void hasWordsForEveryProblem(Problem problem) {
        ProblemTexts texts = ProblemTexts.in(List.of());

        assertThat(Stream.of(
                        texts.title(problem),
                        texts.detail(Refusal.of(problem)),
                        texts.explanation(problem),
                        texts.remedy(problem)))
                .noneMatch(String::isBlank);
    }

    @Test
    void hasWordsForEverythingThatTheDomainRefuses() {
        ProblemTexts texts = ProblemTexts.in(List.of());
        Stream<String> codes = Stream.concat(
                Arrays.stream(Flaw.values()).map(Flaw::code),
                Arrays.stream(PasswordPolicy.Refusal.values()).map(PasswordPolicy.Refusal::code));

        assertThat(codes)
                .allSatisfy(code -> assertThat(texts.detail(new InputError("/password", code)))
                        .isNotBlank());
    }

    @Test
    void fillsInThePlace() {
        ProblemTexts texts = ProblemTexts.in(List.of());

        assertThat(texts.detail(new InputError("", "malformed-json", List.of("1", "1234"))))
                .isEqualTo("The body is not valid JSON; it cannot be read from line 1, column 1234 on.");
    }

    @Test
    void speaksTheFirstLanguageThatThereIs() {
        assertThat(titleIn("eo-XX")).isEqualTo("Ne trovita");
        assertThat(titleIn("tlh", "eo", "en")).isEqualTo("Ne trovita");
        assertThat(titleIn("en-GB", "eo")).isEqualTo("Not found");
        assertThat(titleIn("tlh")).isEqualTo("Not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eo", "tr", "de"})
    void doesNotSpeakTheSystemsLanguageUnasked(String language) {
        Locale.setDefault(Locale.of(language));

        assertThat(titleIn("sw")).isEqualTo("Not found");
        assertThat(titleIn()).isEqualTo("Not found");
    }

    private static String titleIn(String... languages) {
        return ProblemTexts.in(
                        Arrays.stream(languages).map(Locale::forLanguageTag).toList())
                .title(Problem.NOT_FOUND);
    }
}
