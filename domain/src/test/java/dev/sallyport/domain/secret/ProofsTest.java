package dev.sallyport.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {
    @ParameterizedTest
    @ValueSource(strings = {"12345678", "1234 5678", " 1234-5678 ", "\uFF11\uFF12\uFF13\uFF14 5678", "1234\u00A05678"})
    void acceptsACodeAsPeopleTypeIt(String typed) {
        assertThat(MailedCode.of(typed).reveal()).isEqualTo("12345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "123456789",
                "1234567a",
                "+12345678",
                "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
            })
    void refusesWhatIsNoCode(String typed) {
        assertThat(MailedCode.parse(typed)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesWhatIsNoToken(String given) {
        assertThat(LinkToken.parse(given)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void acceptsA256BitToken() {
        assertThat(LinkToken.parse("a".repeat(43))).isInstanceOf(Parsed.Valid.class);
    }
}
