package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitSettingsTest {
    private static RateLimitSettings parse(String... settings) {
        return Configuration.parse(Environments.embedded(settings)).rateLimits();
    }

    private static List<Problem> problems(String... settings) {
        return catchThrowableOfType(ConfigurationRefused.class, () -> parse(settings))
                .problems();
    }

    @Test
    void keepsBudgetsInMemoryUnlessToldOtherwise() {
        RateLimitSettings settings = parse();

        assertThat(settings.redis()).isEmpty();
        assertThat(settings.onStoreFailure()).isEqualTo(OnStoreFailure.LOCAL);
    }

    @Test
    void keepsThemInRedisIfTold() {
        RateLimitSettings settings =
                parse("RATE_LIMIT_STORE", "redis", "REDIS_URL", "redis://redis", "RATE_LIMIT_ON_STORE_FAILURE", "deny");

        assertThat(settings.redis().orElseThrow()).hasToString("redis://redis:6379/0");
        assertThat(settings.onStoreFailure()).isEqualTo(OnStoreFailure.DENY);
    }

    @Test
    void wantsToKnowWhichRedis() {
        assertThat(problems("RATE_LIMIT_STORE", "redis"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString("REDIS_URL is missing. Set it, as in redis://user:password@host:6379,"
                                + " or leave RATE_LIMIT_STORE at memory."));
    }

    @Test
    void doesNotLetSomebodyBelieveThatARedisIsUsed() {
        assertThat(problems("REDIS_URL", "redis://redis")).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("REDIS_URL");
            assertThat(problem.remedy()).isEqualTo("Set RATE_LIMIT_STORE to redis, or remove REDIS_URL.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/1m",
                "-1/1m",
                "1.5/1m",
                "99999999999/1s",
                "1000001/1s",
                "10/0s",
                "10/0",
                "10/1ms",
                "10/999ms",
                "10/PT-1M",
                "10/100000d",
                "10/32d",
                "10/99999999999d",
                "10/1m/1h",
                "10/1y",
                "10 / 1m",
                "/1m",
                "10/",
                "10",
                "١٠/1m"
            })
    void refusesAbsurdRatesAndShowsHowTheyAreWritten(String rate) {
        assertThat(problems("RATE_LIMIT_API_PER_IP", rate)).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("RATE_LIMIT_API_PER_IP");
            assertThat(problem.flaw()).startsWith("is \"" + rate + "\", ");
            assertThat(problem.remedy()).isEqualTo("Write it like 10/1m (ten a minute) or 100/1h.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1/1s, 1, PT1S",
        "1000000/1s, 1000000, PT1S",
        "1/31d, 1, PT744H",
        "10/m, 10, PT1M",
        "10/1500ms, 10, PT1.5S",
        "10/PT2H, 10, PT2H"
    })
    void takesRatesWithinReason(String rate, int capacity, Duration period) {
        assertThat(parse("RATE_LIMIT_API_PER_IP", rate).rates())
                .containsEntry(Limit.API_PER_IP, new Rate(capacity, period));
    }
}
