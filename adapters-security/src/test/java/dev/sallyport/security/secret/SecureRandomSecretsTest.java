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
