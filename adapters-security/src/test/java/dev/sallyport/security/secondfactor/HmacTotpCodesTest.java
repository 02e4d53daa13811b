package dev.sallyport.security.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacTotpCodesTest {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /** "12345678901234567890", as RFC 6238 has it in Appendix B. */
    private static final TotpSeed SEED = TotpSeed.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    private final HmacTotpCodes codes = new HmacTotpCodes();

    private String code(int digits, long step) {
        return codes.codeOf(SEED, new TotpParameters(digits, PERIOD), step).reveal();
    }

    @ParameterizedTest
    @CsvSource({
        "59, 1, 94287082",
        "1111111109, 37037036, 07081804",
        "1111111111, 37037037, 14050471",
        "1234567890, 41152263, 89005924",
        "2000000000, 66666666, 69279037",
        "20000000000, 666666666, 65353130",
    })
    void computesTheCodesOfTheStandard(long time, long step, String code) {
        assertThat(new TotpParameters(8, PERIOD).stepAt(Instant.ofEpochSecond(time)))
                .isEqualTo(step);
        assertThat(code(8, step)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"6, 081804", "7, 7081804", "8, 07081804"})
    void writesAsManyDigitsAsItIsToldTo(int digits, String code) {
        assertThat(code(digits, 37037036)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "hi-u-nu-deva", "tr"})
    void writesAsciiDigitsWhereverTheServerStands(String server) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(server));
        try {
            assertThat(code(8, 1)).isEqualTo("94287082");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void drawsSeedsThatNeverRepeatAndUseEveryCharacterAboutEquallyOften() {
        Set<String> seeds = new HashSet<>();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            String seed = codes.newSeed().reveal();
            seeds.add(seed);
            all.append(seed);
        }

        assertThat(seeds).hasSize(10_000);
        // Each is expected 10 000 times, give or take 98; six times that is one in five hundred million.
        assertThat(all.chars().boxed().collect(Collectors.groupingBy(it -> it, Collectors.counting())))
                .hasSize(32)
                .allSatisfy((character, count) -> assertThat(count).isBetween(9_400L, 10_600L));
    }

    @Test
    void givesEverySeedCodesOfItsOwn() {
        TotpParameters eight = new TotpParameters(8, PERIOD);
        TotpSeed other = TotpSeed.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJA");

        TotpCode ofOther = codes.codeOf(other, eight, 1);

        assertThat(ofOther.reveal()).matches("[0-9]{8}").isNotEqualTo(code(8, 1));
    }
}
