package dev.sallyport.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.RefreshCookies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint that signs in gives the refresh token where it was asked to. */
class TokenDeliveryTest {
    private static final String LOGIN = """
            {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD);

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void signsInWithTheTokenInTheCookieAlone() {
        server.signedIn();

        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(login()).header("X-Token-Delivery", "cookie"));

        assertInCookieAlone(answer);
    }

    @Test
    void provesAnAddressWithTheTokenInTheCookieAlone() {
        String registration = server.post("/api/v1/auth/register", LOGIN).text("registrationId");
        ApiRequest verify = ApiRequest.post("/api/v1/auth/verify-email")
                .json("""
                {"registrationId": "%s", "code": "%s"}""".formatted(registration, server.journey().mailedCode().reveal()));

        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(verify).header("X-Token-Delivery", "cookie"));

        assertInCookieAlone(answer);
    }

    private static void assertInCookieAlone(ApiAnswer answer) {
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(answer.body()).doesNotContain(RefreshCookies.value(answer));
        assertThat(RefreshCookies.maxAge(answer))
                .isEqualTo(answer.json().get("refreshExpiresIn").asLong())
                .isPositive();
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void givesItInTheBodyToThoseWhoSayNothingAndThoseWhoSaySo() {
        assertInBodyAlone(server.signedIn());
        assertInBodyAlone(server.send(login()));
        assertInBodyAlone(server.send(login().header("X-Token-Delivery", "body")));
        assertInBodyAlone(server.send(RefreshCookies.fromOwnPage(login())));
    }

    private static void assertInBodyAlone(ApiAnswer answer) {
        assertThat(answer.text("refreshToken")).isNotEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie", "COOKIE", "cookies", "cookie, body", "both", "json", "cookie;", "*"})
    void refusesAnythingElseBeforeAnythingIsSpent(String wish) {
        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(login()).header("X-Token-Delivery", wish));

        assertThat(answer.outcome()).isEqualTo("400 invalid-token-delivery");
        assertThat(answer.text("detail")).contains("X-Token-Delivery");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(server.fakes().rateLimits().charged())
                .containsExactly(Charge.apiPerIp(ClientAddress.of("127.0.0.1")));
    }

    @Test
    void refusesTwoWishesAtOnce() {
        ApiRequest twice = login().header("X-Token-Delivery", "cookie").header("X-Token-Delivery", "cookie");

        assertThat(server.send(RefreshCookies.fromOwnPage(twice)).outcome()).isEqualTo("400 invalid-token-delivery");
    }

    @Test
    void setsNoCookieWhenSigningInFails() {
        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(login()).header("X-Token-Delivery", "cookie"));

        assertThat(answer.outcome()).isEqualTo("401 invalid-credentials");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private static ApiRequest login() {
        return ApiRequest.post("/api/v1/auth/login").json(LOGIN);
    }
}
