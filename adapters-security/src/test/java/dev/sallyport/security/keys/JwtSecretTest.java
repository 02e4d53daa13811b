package dev.sallyport.security.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtSecretTest {
    @Test
    void isTheBytesOfTheTextAsOtherLibrariesTakeThem() {
        String text = "kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQé";

        assertThat(JwtSecret.parse(text).bytes()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void acceptsWhateverIsRandom() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            assertThat(JwtSecret.parse(Base64.getEncoder().encodeToString(bytes)))
                    .isNotNull();
            assertThat(JwtSecret.parse(HexFormat.of().formatHex(bytes))).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0Vw8kQzR5tLm2nXbY7cJ4hGd9fPs1aE"})
    void refusesWhatIsShorterThanTheAlgorithmsOutput(String text) {
        assertThatThrownBy(() -> JwtSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret has at least 32 bytes, not " + text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "your-256-bit-secret-goes-right-here",
                "please-CHANGE-me-please-change-me-now",
                "SECRETsecretSECRETsecret0987654zyxwvu",
                "0123456789abcdef0123456789abcdef",
                "kV3nR8wq2ZtY7uJxkV3nR8wq2ZtY7uJx",
                "correct horse battery staple forever",
                "abcdefghijklmnopqrstuvwxyz0987654321"
            })
    void refusesSamplesAndWhatIsPlainlyNotRandom(String text) {
        assertThatThrownBy(() -> JwtSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret is a random text, and this is not");
    }

    @Test
    void readsTheSameInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));

            assertThatThrownBy(() -> JwtSecret.parse("MY-SIGNING-THING-FOR-SALLYPORT-IN-TEST"))
                    .isInstanceOf(IllegalArgumentException.class);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void printsNothingOfTheSecret() {
        assertThat(JwtSecret.parse("kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQe")).hasToString("[redacted]");
        assertThat(new HmacSigningKey("k1", new byte[32])).hasToString("HmacSigningKey[k1, redacted]");
    }
}
