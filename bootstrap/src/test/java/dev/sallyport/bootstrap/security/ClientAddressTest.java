package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody chooses by whose address they are counted, denied or let in. The tests' own connections come from 127.0.0.1. */
@DisplayName("Client address: ASVS 4.1.3")
final class ClientAddressTest {
    private static final String CLIENT = "203.0.113.7";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private RunningSystem system;

    private void start(String... settings) {
        system = RunningSystem.on(postgres.settings(), settings);
    }

    private void startLimited(String trustedProxies) {
        start("RATE_LIMITS", "on", "RATE_LIMIT_API_PER_IP", "3/1h", "TRUSTED_PROXIES", trustedProxies);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private ApiAnswer get(String path, String header, String value) {
        return system.api().send(ApiRequest.get(path).header(header, value));
    }

    private ApiAnswer me(String forwardedFor) {
        return get("/api/v1/me", "X-Forwarded-For", forwardedFor);
    }

    private void useUpTheBudgetOf(String client) {
        for (int left = 2; left >= 0; left--) {
            ApiAnswer answer = me(client);
            assertThat(answer.outcome()).isEqualTo("401 not-signed-in");
            assertThat(answer.header("RateLimit-Policy")).contains("\"api-per-ip\";q=3;w=3600");
            assertThat(answer.header("RateLimit").orElse("")).startsWith("\"api-per-ip\";r=" + left + ";t=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CLIENT,
                "198.51.100.1, " + CLIENT,
                "unknown, " + CLIENT + ":4711",
                CLIENT + ", 127.0.0.2",
                "::ffff:" + CLIENT
            })
    void whateverTheyPutInFrontTheirBudgetIsTheSame(String forwardedFor) {
        startLimited("127.0.0.0/8");
        useUpTheBudgetOf(CLIENT);

        ApiAnswer answer = me(forwardedFor);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After").orElse("")).matches("1[0-9]{3}");
        assertThat(answer.text("detail"))
                .endsWith(": " + answer.header("Retry-After").orElse("") + ".");
        assertThat(me("198.51.100.1").outcome()).isEqualTo("401 not-signed-in");
    }

    @Test
    void aNetworkOf64BitsIsOneClient() {
        startLimited("127.0.0.0/8");
        useUpTheBudgetOf("2001:db8:1:2::7");

        assertThat(me("2001:db8:1:2:ffff::8").outcome()).isEqualTo("429 too-many-requests");
        assertThat(me("2001:db8:1:3::7").outcome()).isEqualTo("401 not-signed-in");
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.0/24, 127.0.0.1", "127.0.0.0/8, unknown", "127.0.0.0/8, fe80::1%eth0"})
    void whereNobodyVouchesItIsTheConnections(String proxies, String forwardedFor) {
        startLimited(proxies);
        useUpTheBudgetOf(forwardedFor);

        assertThat(get("/api/v1/me", "X-Request-Id", "no-header").outcome()).isEqualTo("429 too-many-requests");
    }

    @Test
    void namingAnotherInTheOtherHeaderGainsNothing() {
        startLimited("127.0.0.0/8");
        for (int i = 0; i < 3; i++) {
            assertThat(contradicting(i).outcome()).isEqualTo("401 not-signed-in");
        }

        assertThat(contradicting(4).outcome()).isEqualTo("429 too-many-requests");
    }

    private ApiAnswer contradicting(int number) {
        return system.api()
                .send(ApiRequest.get("/api/v1/me")
                        .header("X-Forwarded-For", CLIENT)
                        .header("Forwarded", "for=198.51.100." + number));
    }

    @Test
    void malformedRequestsAreCountedToo() {
        startLimited("127.0.0.0/8");
        ApiRequest malformed = ApiRequest.post("/api/v1/auth/login")
                .header("X-Forwarded-For", CLIENT)
                .json("{");
        for (int i = 0; i < 3; i++) {
            assertThat(system.api().send(malformed).outcome()).isEqualTo("400 unreadable-body");
        }

        assertThat(system.api().send(malformed).outcome()).isEqualTo("429 too-many-requests");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/openapi.yaml",
                "/.well-known/jwks.json",
                "/api/v1/me",
                "/nothing",
                "/healthy",
                "/health"
            })
    void whoeverIsDeniedGetsNothingButHealth(String path) {
        start("TRUSTED_PROXIES", "127.0.0.0/8", "CLIENT_DENYLIST", "203.0.113.0/24", "CLIENT_ALLOWLIST", "203.0.113.9");

        ApiAnswer answer = get(path, "X-Forwarded-For", CLIENT);

        assertThat(answer.outcome()).isEqualTo("403 client-denied");
        assertThat(answer.text("type")).isEqualTo(RunningSystem.PUBLIC_URL + "/problems/client-denied");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(path, "X-Forwarded-For", "203.0.113.9").status()).isNotEqualTo(403);
        assertThat(get(path, "X-Forwarded-For", "198.51.100.1").status()).isNotEqualTo(403);
        assertThat(get("/health/live", "X-Forwarded-For", CLIENT).status()).isEqualTo(200);
    }

    @Test
    void whoeverIsDeniedStaysSoWhateverTheyClaim() {
        start("TRUSTED_PROXIES", "127.0.0.0/8", "CLIENT_DENYLIST", CLIENT);

        assertThat(contradicting(1).outcome()).isEqualTo("403 client-denied");
        assertThat(me("198.51.100.1, " + CLIENT).outcome()).isEqualTo("403 client-denied");
        assertThat(RawHttp.send(
                        system.port(),
                        "GET /health/../api/v1/me HTTP/1.1",
                        "Host: localhost\r\nX-Forwarded-For: " + CLIENT + "\r\n",
                        ""))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void whoeverIsAllowedIsNotCountedButTheirGuessesAre() {
        start(
                "RATE_LIMITS",
                "on",
                "TRUSTED_PROXIES",
                "127.0.0.0/8",
                "CLIENT_ALLOWLIST",
                "203.0.113.0/24,127.0.0.1",
                "RATE_LIMIT_API_PER_IP",
                "1/1h",
                "RATE_LIMIT_LOGIN_PER_IP",
                "1/1h",
                "RATE_LIMIT_LOGIN",
                "2/1h");

        assertThat(me(CLIENT).outcome()).isEqualTo("401 not-signed-in");
        assertThat(me(CLIENT).header("RateLimit")).isEmpty();
        assertThat(me(CLIENT).outcome()).isEqualTo("401 not-signed-in");
        assertThat(login().outcome()).isEqualTo("401 invalid-credentials");
        assertThat(login().outcome()).isEqualTo("401 invalid-credentials");
        assertThat(login().header("RateLimit-Policy")).contains("\"login\";q=2;w=3600");
        assertThat(login().outcome()).isEqualTo("429 too-many-requests");
        // Whoever is taken for the proxy, since they contradict it, is not let off with it.
        assertThat(contradicting(1).outcome()).isEqualTo("401 not-signed-in");
        assertThat(contradicting(2).outcome()).isEqualTo("429 too-many-requests");
    }

    private ApiAnswer login() {
        return system.api()
                .send(ApiRequest.post("/api/v1/auth/login")
                        .header("X-Forwarded-For", CLIENT)
                        .json("{\"email\": \"ada@example.com\", \"password\": \"wrong horse battery staple\"}"));
    }

    @Test
    void aChangedListIsInForceWithinFiveSeconds(@TempDir Path directory) throws IOException {
        Path denied = Files.writeString(directory.resolve("denied.txt"), "# nobody\n");
        start("TRUSTED_PROXIES", "127.0.0.0/8", "CLIENT_DENYLIST_FILE", denied.toString());
        assertThat(me(CLIENT).outcome()).isEqualTo("401 not-signed-in");

        Files.writeString(denied, "203.0.113.0/24\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> me(CLIENT).outcome().equals("403 client-denied"));

        Files.writeString(denied, "# nobody again\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> me(CLIENT).outcome().equals("401 not-signed-in"));
    }
}
