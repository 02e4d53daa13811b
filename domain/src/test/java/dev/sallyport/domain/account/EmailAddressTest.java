package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com",
        "Ada.Lovelace+news@Example.COM, ada.lovelace+news@example.com",
        "INFO@EXAMPLE.COM, info@example.com",
        "ada@münchen.example, ada@xn--mnchen-3ya.example",
        "ada@例え.jp, ada@xn--r8jz45g.jp",
        "o'brien!#$%&*=?^_`{|}~-/@example.com, o'brien!#$%&*=?^_`{|}~-/@example.com",
        "a@b.co, a@b.co"
    })
    void acceptsAnAddressInItsOneForm(String given, String form) {
        assertThat(EmailAddress.of(given).value()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@localhost",
                "ada@.com",
                "ada@example..com",
                "ada@-example.com",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada @example.com",
                " ada@example.com",
                "ada@example.com ",
                "\"ada\"@example.com",
                "ada@exam_ple.com",
                "Ada <ada@example.com>",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada\r\n@example.com",
                "ada\u0000@example.com",
                "ada@exa\u0000mple.com",
                "ada@example.com\u2028",
                "mıke@example.com",
                "mi\u212Ae@example.com",
                "adа@example.com",
                "ada@exa\uD800mple.com",
                "ada@fa\u00DF.de",
                "ada@\u03C3\u03BF\u03C2.example",
                "ada@exam\u200Dple.com"
            })
    void refusesWhatIsNoAddress(String given) {
        assertThat(EmailAddress.parse(given)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.com")).isInstanceOf(Parsed.Valid.class);
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.com")).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
        assertThat(EmailAddress.parse("a@" + "b.".repeat(124) + "com")).isInstanceOf(Parsed.Valid.class);
        assertThat(EmailAddress.parse("a@" + "b.".repeat(125) + "com")).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
    }

    @Test
    void lowersCaseAlikeInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(EmailAddress.of("INFO@EXAMPLE.COM").value()).isEqualTo("info@example.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void isEqualWhenItsFormIs() {
        assertThat(EmailAddress.of("Ada@Example.com"))
                .isEqualTo(EmailAddress.of("ada@example.com"))
                .hasSameHashCodeAs(EmailAddress.of("ada@example.com"))
                .isNotEqualTo(EmailAddress.of("bob@example.com"));
    }
}
