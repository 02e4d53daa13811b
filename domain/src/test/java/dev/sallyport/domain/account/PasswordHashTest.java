package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    @Test
    void takesHashesThatNameTheirKind() {
        String bcrypt = "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW";

        assertThat(PasswordHash.parse(bcrypt).orThrow().reveal()).isEqualTo(bcrypt);
        assertThat(PasswordHash.parse("$argon2id$" + "a".repeat(502))).isInstanceOf(Parsed.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "$", "$$", "$2b$", "2b$10$abc", "$2B$abc", "$2b$a b", "$2b$ab\n", "$2b$ä", "5f4dcc3b5aa765d6"
            })
    void refusesEverythingElse(String text) {
        assertThat(PasswordHash.parse(text)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void refusesWhatIsTooLongToBeOne() {
        assertThat(PasswordHash.parse("$argon2id$" + "a".repeat(503))).isEqualTo(Parsed.invalid(Flaw.TOO_LONG));
    }
}
