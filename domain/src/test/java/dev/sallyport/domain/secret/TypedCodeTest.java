package dev.sallyport.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"123456", " 123 456 ", "123-456", "1-2-3-4-5-6", "１２３４５６", "123\u00a0456", "123\t456"})
    void countsWhatIsBetweenTheSeparators(String text) {
        assertThat(TypedCode.significant(text)).isEqualTo("123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-123456", " -123456", "- 123456", "--123456", "－123456", "123456-"})
    void doesNotTakeASignForASeparator(String text) {
        assertThat(TypedCode.significant(text)).isNotEqualTo("123456");
    }
}
