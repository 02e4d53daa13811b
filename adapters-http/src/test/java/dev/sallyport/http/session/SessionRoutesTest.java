package dev.sallyport.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {
    private static final String LOGOUT = "/api/v1/auth/logout";

    private final TestServer server = TestServer.start();
    private final JsonNode tokens = server.signedIn().json();
    private final String accessToken = tokens.get("accessToken").asText();
    private final String refreshToken = tokens.get("refreshToken").asText();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void exchangesARefreshTokenForItsSuccessor() {
        ApiAnswer answer = refresh(refreshToken);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("refreshToken")).isNotEqualTo(refreshToken);
        assertThat(answer.text("sessionId")).isEqualTo(tokens.get("sessionId").asText());
    }

    @Test
    void refusesAReusedTokenAndEndsTheSession() {
        String successor = refresh(refreshToken).text("refreshToken");
        server.fakes().clock().advance(Duration.ofSeconds(10));

        assertThat(refresh(refreshToken).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(refresh(successor).outcome()).isEqualTo("401 invalid-refresh-token");
    }

    @Test
    void refusesAForgedToken() {
        assertThat(refresh("forged").outcome()).isEqualTo("401 invalid-refresh-token");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyRefreshes() {
        server.fakes().rateLimits().exhaust(Limit.REFRESH_PER_SESSION);

        assertThat(refresh(refreshToken).outcome()).isEqualTo("429 too-many-requests");
    }

    @Test
    void signsOutByRefreshToken() {
        ApiAnswer answer = server.post(LOGOUT, body(refreshToken));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Content-Type")).isEmpty();
        assertThat(me().outcome()).isEqualTo("401 invalid-access-token");
        assertThat(server.post(LOGOUT, body(refreshToken)).status()).isEqualTo(204);
    }

    @Test
    void signsOutByAccessToken() {
        ApiAnswer answer = server.send(ApiRequest.post(LOGOUT).bearer(accessToken));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(refresh(refreshToken).outcome()).isEqualTo("401 invalid-refresh-token");
    }

    @Test
    void signsOutByAccessTokenWhenTheBodyNamesNoSession() {
        ApiAnswer answer =
                server.send(ApiRequest.post(LOGOUT).bearer(accessToken).json("{}"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(me().outcome()).isEqualTo("401 invalid-access-token");
    }

    @Test
    void signsOutByRefreshTokenEvenIfTheAccessTokenHasExpired() {
        server.fakes().clock().advance(Duration.ofMinutes(15));

        ApiAnswer answer =
                server.send(ApiRequest.post(LOGOUT).bearer(accessToken).json(body(refreshToken)));

        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void refusesToSignOutByAForgedTokenOrNone() {
        assertThat(server.post(LOGOUT, body("forged")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(server.send(ApiRequest.post(LOGOUT).bearer("forged")).outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(server.send(ApiRequest.post(LOGOUT)).outcome()).isEqualTo("401 not-signed-in");
        assertThat(me().status()).isEqualTo(200);
    }

    private ApiAnswer refresh(String token) {
        return server.post("/api/v1/auth/refresh", body(token));
    }

    private ApiAnswer me() {
        return server.send(ApiRequest.get("/api/v1/me").bearer(accessToken));
    }

    private static String body(String token) {
        return """
                {"refreshToken": "%s"}""".formatted(token);
    }
}
