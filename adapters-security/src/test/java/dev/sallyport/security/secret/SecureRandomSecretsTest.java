package dev.sallyport.security.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecureRandomSecretsTest {
    private final SecureRandomSecrets secrets = new SecureRandomSecrets();

    @Test
    void drawsEveryDigitAboutEquallyOften() {
        Map<Integer, Long> counts = secrets.digits(100_000)
                .chars()
                .boxed()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // Each is expected 10 000 times, give or take 95; six times that is one in five hundred million.
        assertThat(counts).hasSize(10);
        assertThat(counts.values()).allMatch(count -> count > 9_400 && count < 10_600);
    }

    @Test
    void drawsEveryCharacterOfCrockfordsBase32AboutEquallyOften() {
        String drawn = secrets.base32(320_000);

        // Each is expected 10 000 times, give or take 98; six times that is one in five hundred million.
        assertThat(drawn).matches("[0-9A-HJKMNP-TV-Z]{320000}");
        assertThat(drawn.chars().boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .hasSize(32)
                .allSatisfy((character, count) -> assertThat(count).isBetween(9_400L, 10_600L));
    }

    @Test
    void drawsCodesInBase32ThatNeverRepeat() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            codes.add(secrets.base32(16));
        }

        assertThat(codes).hasSize(10_000).allMatch(code -> code.length() == 16);
    }

    @Test
    void writesAsciiDigitsWhereverTheServerStands() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(secrets.digits(8)).matches("[0-9]{8}");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void makesTokensThatNeverRepeat() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String token = secrets.token();
            assertThat(token).matches("[A-Za-z0-9_-]{43}");
            tokens.add(token);
        }

        assertThat(tokens).hasSize(10_000);
    }
}
