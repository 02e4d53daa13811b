package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
    @Test
    void isWhatWasTypedWithoutTheBlanksAroundItInNfc() {
        assertThat(SearchText.parse("  ada  l ")).isEqualTo(Parsed.valid(new SearchText("ada  l")));
        assertThat(SearchText.parse("Zoe\u0308")).isEqualTo(Parsed.valid(new SearchText("Zo\u00eb")));
        assertThat(SearchText.parse("%_\\'\"*")).isEqualTo(Parsed.valid(new SearchText("%_\\'\"*")));
    }

    @Test
    void isNoLongerThanAnyAddress() {
        assertThat(SearchText.parse("\ud83d\ude00".repeat(256))).isInstanceOf(Parsed.Valid.class);
        assertThat(SearchText.parse("a".repeat(257))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(SearchText.parse("a".repeat(10_000))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(SearchText.parse("")).isEqualTo(Parsed.invalid(Flaw.TOO_SHORT));
        assertThat(SearchText.parse(" \u3000 ")).isEqualTo(Parsed.invalid(Flaw.TOO_SHORT));
    }

    @Test
    void hasNoCharactersThatNoNameHas() {
        for (String text : new String[] {"a\0b", "a\nb", "a\u0085b", "a\ud800b", "\udc00"}) {
            assertThat(SearchText.parse(text)).isEqualTo(Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS));
        }
        assertThatThrownBy(() -> new SearchText("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"a, false", "ab, false", "abc, true", "\ud83d\ude00\ud83d\ude00, false", "李明, false", "李小明, true"})
    void isFoundAnywhereIfItIsLongEnough(String text, boolean anywhere) {
        assertThat(new SearchText(text).isFoundAnywhere()).isEqualTo(anywhere);
    }
}
