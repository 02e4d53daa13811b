package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotChallengeSettingsTest {
    private static Configuration configured(String... settings) {
        return Configuration.parseForServer(Environments.server(settings), Files::newInputStream);
    }

    private static List<Problem> problems(String... settings) {
        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, () -> configured(settings));
        assertThat(refused).as("the configuration is refused").isNotNull();
        return refused.problems();
    }

    @Test
    void asksNobodyUnlessItIsTold() {
        assertThat(configured().policies().botChallenge()).isEqualTo(BotChallengePolicy.OFF);
        assertThat(configured("BOT_CHALLENGE_FOR", "login", "BOT_CHALLENGE_AFTER", "0")
                        .policies()
                        .botChallenge())
                .isEqualTo(BotChallengePolicy.OFF);
    }

    @Test
    void asksForEverythingAfterThreeTriesOnceItIsOn() {
        Configuration configuration = configured("BOT_CHALLENGE", "proof-of-work");

        assertThat(configuration.policies().botChallenge())
                .isEqualTo(new BotChallengePolicy(Set.of(BotChallengePurpose.values()), true));
        assertThat(configuration.botChallenge().difficulty()).isEqualTo(100_000);
        assertThat(configuration.rateLimits().rates())
                .containsEntry(Limit.BOT_CHALLENGE_FREE, new Rate(3, Duration.ofHours(1)))
                .containsEntry(Limit.BOT_CHALLENGE_USE, new Rate(1, Duration.ofMinutes(15)));
    }

    @Test
    void asksForWhatItIsToldAndWhenItIsTold() {
        Configuration configuration = configured(
                "BOT_CHALLENGE", "proof-of-work", "BOT_CHALLENGE_FOR", "login, register", "BOT_CHALLENGE_AFTER", "0");

        assertThat(configuration.policies().botChallenge())
                .isEqualTo(
                        new BotChallengePolicy(Set.of(BotChallengePurpose.LOGIN, BotChallengePurpose.REGISTER), false));
        assertThat(configuration.rateLimits().rates()).containsOnlyKeys(Limit.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"turnstile", "hcaptcha"})
    void wantsTheKeysOfAProvider(String provider) {
        assertThat(problems("BOT_CHALLENGE", provider))
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("BOT_CHALLENGE_SITE_KEY", "BOT_CHALLENGE_SECRET");

        Configuration configuration = configured(
                "BOT_CHALLENGE", provider, "BOT_CHALLENGE_SITE_KEY", "0x4AAA", "BOT_CHALLENGE_SECRET", "s3cr3t-value");
        assertThat(configuration.botChallenge().siteKey()).contains("0x4AAA");
        assertThat(configuration.table()).contains("0x4AAA").doesNotContain("s3cr3t-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "proof-of-work"})
    void refusesTheKeysOfAProviderThatIsNotAsked(String kind) {
        assertThat(problems(
                        "BOT_CHALLENGE",
                        kind,
                        "BOT_CHALLENGE_SITE_KEY",
                        "0x4AAA",
                        "BOT_CHALLENGE_SECRET",
                        "s3cr3t-value"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString())
                        .contains("set BOT_CHALLENGE to turnstile or hcaptcha")
                        .doesNotContain("s3cr3t-value"));
    }

    @Test
    void refusesToDoWithoutRateLimits() {
        assertThat(problems("BOT_CHALLENGE", "proof-of-work", "RATE_LIMITS", "off"))
                .singleElement()
                .hasToString("BOT_CHALLENGE needs RATE_LIMITS, which count free tries and uses of an answer."
                        + " Set RATE_LIMITS to on, or BOT_CHALLENGE to off.");
        assertThat(configured("RATE_LIMITS", "off").botChallenge().kind()).isEqualTo(BotChallengeKind.OFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOT_CHALLENGE            | on",
                "BOT_CHALLENGE            | proof_of_work",
                "BOT_CHALLENGE_FOR        | login,",
                "BOT_CHALLENGE_FOR        | signin",
                "BOT_CHALLENGE_AFTER      | 3",
                "BOT_CHALLENGE_AFTER      | 0/1h",
                "BOT_CHALLENGE_DIFFICULTY | 999",
                "BOT_CHALLENGE_DIFFICULTY | 10000001",
                "BOT_CHALLENGE_DIFFICULTY | 1e6"
            })
    void refusesWhatIsMalformed(String setting, String value) {
        assertThat(problems(setting, value)).extracting(Problem::setting).containsExactly(setting);
    }
}
