package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A script gets as far as the free tries; whoever does the work goes on, at its price. */
@DisplayName("Challenges against bots: ASVS 2.4.1, 6.3.1")
final class BotChallengeTest {
    private static final String WRONG = "not the password at all";
    private static final int DIFFICULTY = 1_000;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private RunningSystem system;
    private long digests;

    @BeforeEach
    void start() {
        system = started();
    }

    private static RunningSystem started(String... more) {
        return RunningSystem.on(postgres.settings(), settings(more));
    }

    private static String[] settings(String... more) {
        String[] usual = {
            "RATE_LIMITS",
            "on",
            "RATE_LIMIT_REGISTER_PER_IP",
            "1000/1m",
            "BOT_CHALLENGE",
            "proof-of-work",
            "BOT_CHALLENGE_AFTER",
            "3/1h",
            "BOT_CHALLENGE_DIFFICULTY",
            String.valueOf(DIFFICULTY)
        };
        return Stream.of(usual, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private String solved(RunningSystem asking) {
        JsonNode asked = asking.api().get("/api/v1/auth/bot-challenge").json();
        for (int number = 0; number <= asked.get("maxnumber").asInt(); number++) {
            digests++;
            if (sha256(asked.get("salt").asText() + number)
                    .equals(asked.get("challenge").asText())) {
                String json = """
                        {"algorithm":"SHA-256","challenge":%s,"number":%d,"salt":%s,"signature":%s,"took":1}""".formatted(asked.get("challenge"), number, asked.get("salt"), asked.get("signature"));
                return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
            }
        }
        throw new AssertionError("there is no such number");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ApiAnswer post(String path, String email, String password, String answer) {
        return post(system, path, email, password, answer);
    }

    private static ApiAnswer post(RunningSystem to, String path, String email, String password, String answer) {
        String more = answer.isEmpty() ? "" : ", \"botChallenge\": \"" + answer + "\"";
        return to.api()
                .post(
                        "/api/v1/auth/" + path,
                        path.endsWith("forgot")
                                ? "{\"email\": \"%s\"%s}".formatted(email, more)
                                : "{\"email\": \"%s\", \"password\": \"%s\"%s}".formatted(email, password, more));
    }

    private ApiAnswer login(String email, String password, String answer) {
        return post("login", email, password, answer);
    }

    private static long rows(String table) {
        return Long.parseLong(
                Sql.column(postgres.settings(), "SELECT count(*) FROM " + table).getFirst());
    }

    @Test
    void aScriptThatRegistersIsStoppedAfterTheFreeTriesAndOneThatWorksPaysForEach() {
        long before = rows("pending_registrations");

        for (int i = 0; i < 20; i++) {
            assertThat(post("register", "flood" + i + "@example.com", Guest.PASSWORD, "")
                            .outcome())
                    .isEqualTo(i < 3 ? "202" : "403 bot-challenge-required");
        }
        assertThat(rows("pending_registrations")).isEqualTo(before + 3);

        for (int i = 20; i < 30; i++) {
            assertThat(post("register", "flood" + i + "@example.com", Guest.PASSWORD, solved(system))
                            .outcome())
                    .isEqualTo("202");
        }
        assertThat(rows("pending_registrations")).isEqualTo(before + 13);
        assertThat(digests).as("half the difficulty for each, more or less").isGreaterThan(10L * DIFFICULTY / 10);
    }

    @Test
    void anAnswerBuysOneTryOnAnyEndpointAndOnAnyInstance() {
        String email = "once@example.com";
        String answer = solved(system);

        assertThat(post("register", email, Guest.PASSWORD, answer).outcome()).isEqualTo("202");
        assertThat(post("register", email, Guest.PASSWORD, answer).outcome()).isEqualTo("403 bot-challenge-failed");
        assertThat(post("password/forgot", email, "", answer).outcome()).isEqualTo("403 bot-challenge-failed");
        assertThat(login(email, WRONG, answer).outcome()).isEqualTo("403 bot-challenge-failed");
        try (RunningSystem other = started()) {
            assertThat(post(other, "password/forgot", email, "", solved(system)).outcome())
                    .as("asked by one, answered at another")
                    .isEqualTo("202");
        }
    }

    @Test
    void anAnswerWorksOnceForAllInstancesThatShareTheirBudgets() {
        try (RedisProcess redis = RedisProcess.start();
                RunningSystem one = started("RATE_LIMIT_STORE", "redis", "REDIS_URL", redis.url());
                RunningSystem other = started("RATE_LIMIT_STORE", "redis", "REDIS_URL", redis.url())) {
            String answer = solved(one);

            assertThat(post(one, "password/forgot", "shared@example.com", "", answer)
                            .outcome())
                    .isEqualTo("202");
            assertThat(post(other, "password/forgot", "shared@example.com", "", answer)
                            .outcome())
                    .isEqualTo("403 bot-challenge-failed");
        }
    }

    @Test
    void failuresHaveTheNextSignInWorkAndASuccessLetsTheAccountBe() {
        String email = "forgetful@example.com";
        system.guest().signUp(email);
        for (int i = 0; i < 3; i++) {
            assertThat(login(email, WRONG, "").outcome()).isEqualTo("401 invalid-credentials");
        }

        assertThat(login(email, Guest.PASSWORD, "").outcome()).isEqualTo("403 bot-challenge-required");
        assertThat(login("nobody@example.com", Guest.PASSWORD, "").outcome())
                .as("from the same client, whether or not there is an account")
                .isEqualTo("403 bot-challenge-required");
        assertThat(login(email, Guest.PASSWORD, "bm8=").outcome()).isEqualTo("403 bot-challenge-failed");
        assertThat(login(email, Guest.PASSWORD, solved(system)).outcome()).isEqualTo("200");
        assertThat(login(email, WRONG, solved(system)).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(login(email, Guest.PASSWORD, solved(system)).outcome()).isEqualTo("200");
    }

    @Test
    void successesCostNoFreeTry() {
        String email = "often@example.com";
        system.guest().signUp(email);

        for (int i = 0; i < 6; i++) {
            assertThat(login(email, Guest.PASSWORD, "").outcome()).isEqualTo("200");
        }
    }
}
