package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileValuesTest {
    @Test
    void aNameIsStrippedAndComposed() {
        assertThat(DisplayName.parse("  Zoe\u0308 \uD83D\uDC69\u200D\uD83D\uDE80 ")
                        .orThrow()
                        .value())
                .isEqualTo("Zo\u00EB \uD83D\uDC69\u200D\uD83D\uDE80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u2028b", "a\u202Eb", "a\u2066b", "a\uD800b", "a\u0085b"})
    void aNameHasNoCharactersThatChangeWhatIsAroundIt(String given) {
        assertThat(DisplayName.parse(given)).isEqualTo(Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS));
    }

    @Test
    void aNameHasOneToAHundredCharacters() {
        assertThat(DisplayName.parse("   ")).isEqualTo(Parsed.invalid(Flaw.TOO_SHORT));
        assertThat(DisplayName.parse("\uD83D\uDE80".repeat(100))).isInstanceOf(Parsed.Valid.class);
        assertThat(DisplayName.parse("a".repeat(101))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
    }

    @Test
    void aLongTextIsRefusedWithoutTheWorkOfNormalisingIt() {
        String costly = "a" + "\u0301".repeat(15_000) + "\u0323".repeat(15_000);

        assertThat(DisplayName.parse(costly)).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(Password.of(costly).reveal()).isEqualTo(costly);
    }

    @Test
    void aNameCannotBeMadeAroundTheParser() {
        assertThatThrownBy(() -> new DisplayName(" Ada ")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"en, en", "EN-us, en-US", "pt-br, pt-BR", "zh-hant-tw, zh-Hant-TW"})
    void aLanguageTagIsCanonical(String given, String canonical) {
        assertThat(LanguageTag.of(given).value()).isEqualTo(canonical);
        assertThat(LanguageTag.of(given).toLocale().toLanguageTag()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "en_US", "en-", "../../etc", "und", "12", "NYposix-und-ja", "zhid-und-nyno"})
    void whatIsNoLanguageTagIsRefused(String given) {
        assertThat(LanguageTag.parse(given)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void aLanguageTagIsShort() {
        assertThat(LanguageTag.parse("en-" + "a".repeat(40))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
    }
}
