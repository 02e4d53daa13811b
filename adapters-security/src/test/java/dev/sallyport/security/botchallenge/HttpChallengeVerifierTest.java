package dev.sallyport.security.botchallenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier.Examination;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.session.ClientAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpChallengeVerifierTest {
    private static final ClientAddress CLIENT = ClientAddress.of("203.0.113.7");
    private static final BotChallengeAnswer ANSWER = new BotChallengeAnswer("0.token&success=true");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer stub;
    private HttpChallengeVerifier verifier;

    private interface Answering {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static final class ProviderSecret extends Secret {
        ProviderSecret() {
            super("0x4AAA/secret+");
        }
    }

    @BeforeEach
    void start() throws IOException {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.setExecutor(threads);
        stub.start();
        verifier = verifier(BotChallenge.Provider.TURNSTILE);
    }

    private HttpChallengeVerifier verifier(BotChallenge.Provider provider) {
        return new HttpChallengeVerifier(
                new BotChallenge.Widget(provider, "site-key"),
                URI.create("http://127.0.0.1:" + stub.getAddress().getPort() + "/siteverify"),
                new ProviderSecret(),
                failures::add,
                answers::incrementAndGet);
    }

    @AfterEach
    void stop() {
        end.countDown();
        verifier.close();
        stub.stop(0);
        threads.shutdownNow();
    }

    private void answer(Answering answering) {
        stub.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            try (exchange) {
                answering.to(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void answer(int status, String body) {
        answer(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    private static boolean confirms(HttpChallengeVerifier verifier) {
        return ((Examination.Undecided) verifier.examine(ANSWER)).inquiry().confirms(CLIENT);
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> confirms(verifier)).isInstanceOfSatisfying(ServiceUnavailable.class, unavailable -> {
            assertThat(unavailable.dependency()).isEqualTo("bot-challenges");
            assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(failures).hasSize(1);
        assertThat(failures.getFirst()).doesNotContain("token", "secret+");
        assertThat(answers).hasValue(0);
    }

    @Test
    void asksWithTheSecretTheTokenAndTheClientsAddress() {
        answer(200, """
                {"success": true, "challenge_ts": "2026-03-01T12:00:00Z", "hostname": "example.com", "error-codes": []}""");

        assertThat(confirms(verifier)).isTrue();

        assertThat(asked)
                .containsExactly("POST application/x-www-form-urlencoded"
                        + " secret=0x4AAA%2Fsecret%2B&response=0.token%26success%3Dtrue&remoteip=203.0.113.7");
        assertThat(failures).isEmpty();
        assertThat(answers).hasValue(1);
    }

    @Test
    void tellsHcaptchaTheSiteKeyToo() {
        answer(200, "{\"success\": true}");

        try (HttpChallengeVerifier hcaptcha = verifier(BotChallenge.Provider.HCAPTCHA)) {
            assertThat(confirms(hcaptcha)).isTrue();
        }

        assertThat(asked.getFirst()).endsWith("&remoteip=203.0.113.7&sitekey=site-key");
    }

    @Test
    void asksNobodyUntilItIsToldTo() {
        answer(200, "{\"success\": true}");

        Examination first = verifier.examine(ANSWER);
        Examination second = verifier.examine(ANSWER);
        Examination other = verifier.examine(new BotChallengeAnswer("0.other"));

        assertThat(asked).isEmpty();
        assertThat(((Examination.Undecided) first).onceKey())
                .isEqualTo(((Examination.Undecided) second).onceKey())
                .isNotEqualTo(((Examination.Undecided) other).onceKey())
                .doesNotContain("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}",
                "{\"success\": false, \"error-codes\": [\"timeout-or-duplicate\"]}",
                "{\"success\": false, \"error-codes\": [\"something-new\"]}",
                "{\"success\": false}"
            })
    void refusesWhatTheProviderRefuses(String verdict) {
        answer(200, verdict);

        assertThat(confirms(verifier)).isFalse();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid-input-secret", "missing-input-secret", "internal-error", "bad-request"})
    void takesForAnOutageWhatIsNoFaultOfTheClient(String code) {
        answer(200, "{\"success\": false, \"error-codes\": [\"" + code + "\"]}");

        assertUnavailable();
        assertThat(failures.getFirst()).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{}",
                "200|{\"success\": \"true\"}",
                "200|{\"success\": 1}",
                "200|{\"success\": false, \"success\": true}",
                "200|{\"success\": true} {}",
                "200|[true]",
                "200|<html>success</html>",
                "200|''",
                "302|{}",
                "429|{}",
                "500|{\"success\": true}",
                "503|''"
            })
    void takesForAnOutageWhatIsNoVerdict(int status, String body) {
        answer(status, body);

        assertUnavailable();
    }

    @Test
    void takesForAnOutageASuccessThatIsTooLarge() {
        answer(200, "{\"success\": true, \"more\": \"" + "a".repeat(20_000) + "\"}");

        assertUnavailable();
    }

    @Test
    void doesNotTakeASuccessFromARefusal() {
        answer(400, "{\"success\": true}");

        assertThat(confirms(verifier)).isFalse();
    }

    @Test
    void takesForAnOutageThatNobodyListens() {
        stub.stop(0);

        assertUnavailable();
    }

    @Test
    void waitsThreeSecondsForAnAnswerThatBeginsAndDoesNotEnd() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            end.await();
        });

        assertUnavailable();
        assertThat(failures.getFirst()).isEqualTo("no answer within 3000 ms");
    }

    @Test
    void knowsWhereProvidersAreAsked() {
        for (BotChallenge.Provider provider : BotChallenge.Provider.values()) {
            assertThat(HttpChallengeVerifier.siteverifyOf(provider).getScheme()).isEqualTo("https");
        }
        assertThat(verifier.challenge()).contains(new BotChallenge.Widget(BotChallenge.Provider.TURNSTILE, "site-key"));
    }
}
