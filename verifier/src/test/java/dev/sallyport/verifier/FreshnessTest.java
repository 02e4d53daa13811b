package dev.sallyport.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private static Duration of(String... cacheControl) {
        return Freshness.of(HttpHeaders.of(Map.of("cache-control", List.of(cacheControl)), (name, value) -> true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public, max-age=300          | PT5M",
                "Max-Age=\"600\"              | PT10M",
                "max-age=60                   | PT1M",
                "max-age=59                   | PT1M",
                "max-age=0                    | PT1M",
                "max-age=86400                | PT24H",
                "max-age=86401                | PT24H",
                "max-age=99999999999999999999 | PT24H",
                "s-maxage=600                 | PT5M",
                "max-age=-1                   | PT5M",
                "max-age=soon                 | PT5M",
                "no-store, max-age=600        | PT1M",
                "no-cache                     | PT1M",
                "private                      | PT5M",
            })
    void isWhatTheServerSaysWithinReason(String cacheControl, Duration expected) {
        assertThat(of(cacheControl)).isEqualTo(expected);
    }

    @Test
    void isFiveMinutesIfTheServerSaysNothing() {
        assertThat(of()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void isReadFromSeveralHeaders() {
        assertThat(of("public", "max-age=120")).isEqualTo(Duration.ofMinutes(2));
    }
}
