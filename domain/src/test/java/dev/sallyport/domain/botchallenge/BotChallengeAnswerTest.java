package dev.sallyport.domain.botchallenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotChallengeAnswerTest {
    @Test
    void holdsUpTo4096Characters() {
        assertThat(BotChallengeAnswer.parse("a".repeat(4096))).isInstanceOf(Parsed.Valid.class);
        assertThat(BotChallengeAnswer.parse("a".repeat(4097))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(BotChallengeAnswer.parse("")).isEqualTo(Parsed.invalid(Flaw.TOO_SHORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nb", "a\u0000", "ä", "\u007f"})
    void holdsVisibleAsciiAlone(String text) {
        assertThat(BotChallengeAnswer.parse(text)).isEqualTo(Parsed.invalid(Flaw.FORBIDDEN_CHARACTERS));
        assertThatThrownBy(() -> new BotChallengeAnswer(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
