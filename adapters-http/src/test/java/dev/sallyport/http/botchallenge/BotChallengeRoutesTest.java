package dev.sallyport.http.botchallenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotChallengeRoutesTest {
    private static final String PATH = "/api/v1/auth/bot-challenge";

    private final Fakes fakes = new Fakes(Fakes.askingBots());
    private final TestServer server =
            TestServer.start(fakes, fakes.sallyport(), TestServer.SETTINGS, List.of(), List.of());

    @AfterEach
    void stop() {
        server.close();
    }

    private static String body(String path, String more) {
        return path.endsWith("forgot")
                ? "{\"email\": \"%s\"%s}".formatted(TestServer.EMAIL, more)
                : "{\"email\": \"%s\", \"password\": \"%s\"%s}".formatted(TestServer.EMAIL, TestServer.PASSWORD, more);
    }

    private ApiAnswer attempt(String path, String more) {
        return server.post("/api/v1/auth/" + path, body(path, more));
    }

    @Test
    void handsOutWhatAltchasWidgetAsksFor() {
        ApiAnswer answer = server.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("provider", "algorithm", "challenge", "maxnumber", "salt", "signature");
        assertThat(answer.json().path("maxnumber").isInt()).isTrue();
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource({"TURNSTILE,turnstile", "HCAPTCHA,hcaptcha"})
    void namesAProviderAndItsSiteKey(BotChallenge.Provider provider, String name) {
        fakes.challengeVerifier().askFor(Optional.of(new BotChallenge.Widget(provider, "0x4AAA")));

        assertThat(server.get(PATH).json().toString())
                .isEqualTo("{\"provider\":\"" + name + "\",\"siteKey\":\"0x4AAA\"}");
    }

    @Test
    void isNotThereWhereNobodyIsAsked() {
        fakes.challengeVerifier().askFor(Optional.empty());

        assertThat(server.get(PATH).outcome()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @CsvSource({"register,202", "password/forgot,202", "login,401"})
    void asksAndLetsWhoeverAnswersGoOn(String path, int status) {
        fakes.rateLimits().exhaust(Limit.BOT_CHALLENGE_FREE);

        assertThat(attempt(path, "").outcome()).isEqualTo("403 bot-challenge-required");
        assertThat(attempt(path, ", \"botChallenge\": \"wrong-1\"").outcome()).isEqualTo("403 bot-challenge-failed");
        assertThat(attempt(path, ", \"botChallenge\": \"right-1\"").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "password/forgot", "login"})
    void saysWhenToComeBackWhileNobodyCanTell(String path) {
        ApiAnswer answer = attempt(path, ", \"botChallenge\": \"ask-nobody-1\"");

        assertThat(answer.outcome()).isEqualTo("503 service-unavailable");
        assertThat(answer.header("Retry-After")).contains("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "password/forgot", "login"})
    void refusesWhatCannotBeAnAnswer(String path) {
        for (String[] refused :
                new String[][] {{"a".repeat(4097), "too-long"}, {"a b", "forbidden-characters"}, {"", "too-short"}}) {
            ApiAnswer answer = attempt(path, ", \"botChallenge\": \"" + refused[0] + "\"");

            assertThat(answer.outcome()).isEqualTo("422 invalid-input");
            assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/botChallenge");
            assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(refused[1]);
        }
    }

    @Test
    void explainsItselfInTheCallersLanguage() {
        fakes.rateLimits().exhaust(Limit.BOT_CHALLENGE_FREE);

        ApiAnswer answer = server.send(ApiRequest.post("/api/v1/auth/password/forgot")
                .header("Accept-Language", "de")
                .json(body("password/forgot", "")));

        assertThat(answer.text("title")).isEqualTo("Prüfung gegen Bots nötig");
    }
}
