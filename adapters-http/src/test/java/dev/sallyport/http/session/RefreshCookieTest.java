package dev.sallyport.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.RefreshCookies;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshing and signing out by cookie. */
class RefreshCookieTest {
    private static final String REFRESH = "/api/v1/auth/refresh";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String REFUSED = "401 invalid-refresh-token";

    private final TestServer server = TestServer.start();
    private final ApiAnswer tokens = server.signedIn();
    private final String accessToken = tokens.text("accessToken");
    private final String refreshToken = tokens.text("refreshToken");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refreshesByCookieAndPutsTheSuccessorThere() {
        ApiAnswer answer = server.send(RefreshCookies.post(REFRESH, refreshToken));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(answer.text("sessionId")).isEqualTo(tokens.text("sessionId"));
        assertThat(RefreshCookies.maxAge(answer))
                .isEqualTo(answer.json().get("refreshExpiresIn").asLong());
        assertThat(RefreshCookies.value(answer)).isNotEqualTo(refreshToken);
        assertThat(server.send(RefreshCookies.post(REFRESH, RefreshCookies.value(answer)))
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void takesAnEmptyObjectForNoBody() {
        ApiAnswer answer =
                server.send(RefreshCookies.post(REFRESH, refreshToken).json("{}"));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(RefreshCookies.value(answer)).isNotEmpty();
    }

    // A script that could ask for it in the body would have what HttpOnly keeps from it.
    @ParameterizedTest
    @ValueSource(strings = {"body", "cookie", "nonsense"})
    void neverShowsInTheBodyWhatCameInTheCookie(String wish) {
        ApiAnswer answer =
                server.send(RefreshCookies.post(REFRESH, refreshToken).header("X-Token-Delivery", wish));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(answer.body()).doesNotContain(RefreshCookies.value(answer));
    }

    @Test
    void aTokenInTheBodyGoesBeforeTheCookie() {
        String other = server.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD))
                .text("refreshToken");

        ApiAnswer answer = server.send(
                RefreshCookies.post(REFRESH, other).json(body(refreshToken)).header("X-Token-Delivery", "cookie"));

        assertThat(answer.text("sessionId")).isEqualTo(tokens.text("sessionId"));
        assertThat(answer.text("refreshToken")).isNotEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenInTheBodyNeedsNoPage() {
        ApiAnswer answer =
                server.send(RefreshCookies.with("x", ApiRequest.post(REFRESH)).json(body(refreshToken)));

        assertThat(answer.outcome()).isEqualTo("200");
    }

    @Test
    void tellsABrowserWithoutACookieThatItIsSignedOut() {
        assertThat(server.send(RefreshCookies.fromOwnPage(ApiRequest.post(REFRESH)))
                        .outcome())
                .isEqualTo(REFUSED);
        assertThat(server.send(RefreshCookies.fromOwnPage(ApiRequest.post(REFRESH))
                                .json("{}"))
                        .outcome())
                .isEqualTo(REFUSED);
        assertThat(server.send(RefreshCookies.post(REFRESH, "")).outcome()).isEqualTo(REFUSED);
    }

    @Test
    void tellsAProgramWithoutATokenWhatIsMissing() {
        assertThat(server.send(ApiRequest.post(REFRESH)).outcome()).isEqualTo("400 unreadable-body");
        assertThat(server.post(REFRESH, "{}").outcome()).isEqualTo("422 invalid-input");
    }

    @Test
    void theTabThatLosesTheRaceGetsTheSameCookie() {
        ApiAnswer winner = server.send(RefreshCookies.post(REFRESH, refreshToken));
        ApiAnswer loser = server.send(RefreshCookies.post(REFRESH, refreshToken));

        assertThat(loser.outcome()).isEqualTo("200");
        assertThat(RefreshCookies.value(loser)).isEqualTo(RefreshCookies.value(winner));
    }

    @Test
    void aReplayEndsTheSessionAndLeavesTheCookieAlone() {
        String successor = RefreshCookies.value(server.send(RefreshCookies.post(REFRESH, refreshToken)));
        server.fakes().clock().advance(Duration.ofSeconds(10));

        assertRefusedWithoutTouchingTheCookie(RefreshCookies.post(REFRESH, refreshToken), REFUSED);
        assertRefusedWithoutTouchingTheCookie(RefreshCookies.post(REFRESH, successor), REFUSED);
    }

    @Test
    void noRefusalTouchesTheCookie() {
        assertRefusedWithoutTouchingTheCookie(RefreshCookies.post(REFRESH, "forged"), REFUSED);
        assertRefusedWithoutTouchingTheCookie(
                RefreshCookies.with(refreshToken, ApiRequest.post(REFRESH)), "403 cross-site-request");
        assertRefusedWithoutTouchingTheCookie(
                RefreshCookies.post(REFRESH, refreshToken).json("{\"refresh\": 1}"), "400 unreadable-body");
        assertRefusedWithoutTouchingTheCookie(
                RefreshCookies.post(REFRESH, refreshToken).json("{\"refreshToken\": \"\"}"), "422 invalid-input");
        server.fakes().rateLimits().exhaust(Limit.REFRESH_PER_SESSION);
        assertRefusedWithoutTouchingTheCookie(RefreshCookies.post(REFRESH, refreshToken), "429 too-many-requests");
    }

    private void assertRefusedWithoutTouchingTheCookie(ApiRequest request, String outcome) {
        ApiAnswer answer = server.send(request);

        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-sallyport-refresh=\"TOKEN\"",
                "__Host-sallyport-refresh=TOKEN; __Host-sallyport-refresh=TOKEN",
                "__Host-sallyport-refresh=TOKEN; a=b; __Host-sallyport-refresh=",
                "__Host-sallyport-refresh=TOKEN, other",
                "__Host-sallyport-refresh=%54OKEN",
                "__Host-sallyport-refresh==TOKEN",
                "__Host-sallyport-refresh=",
                "__Host-sallyport-refresh",
                "__host-sallyport-refresh=TOKEN",
                "sallyport-refresh=TOKEN",
                "$Version=1; __Host-sallyport-refresh=TOKEN; $Path=/; __Host-sallyport-refresh=x",
                "=;;;=;__Host-sallyport-refresh",
                ";",
                ""
            })
    void noOtherCookieIsTakenForOurs(String header) {
        ApiRequest refresh = RefreshCookies.fromOwnPage(ApiRequest.post(REFRESH));

        ApiAnswer answer = server.send(refresh.header("Cookie", header.replace("TOKEN", refreshToken)));

        assertThat(answer.outcome()).isEqualTo(REFUSED);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(server.send(RefreshCookies.post(REFRESH, refreshToken)).outcome())
                .isEqualTo("200");
    }

    @Test
    void twoHeadersWithACookieEachAreRefused() {
        ApiAnswer answer = server.send(RefreshCookies.with(refreshToken, RefreshCookies.post(REFRESH, refreshToken)));

        assertThat(answer.outcome()).isEqualTo(REFUSED);
    }

    @Test
    void aCookieAsLargeAsHeadersMayBeIsRefused() {
        assertThat(server.send(RefreshCookies.post(REFRESH, "A".repeat(6000))).outcome())
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=b; NAME=TOKEN", "NAME=TOKEN; a=b", "a=\"b;NAME=TOKEN", " ; ;NAME=TOKEN;", "é=1; NAME=TOKEN"})
    void findsItsOwnAmongOthers(String header) {
        ApiRequest refresh = RefreshCookies.fromOwnPage(ApiRequest.post(REFRESH));

        ApiAnswer answer = server.send(refresh.header(
                "Cookie", header.replace("NAME", RefreshCookies.NAME).replace("TOKEN", refreshToken)));

        assertThat(answer.outcome()).isEqualTo("200");
    }

    // ASVS 3.3.5: browsers drop what is over 4096 bytes.
    @Test
    void isSmallEnoughForEveryBrowser() {
        ApiAnswer answer = server.send(RefreshCookies.post(REFRESH, refreshToken));

        assertThat(RefreshCookies.NAME + RefreshCookies.value(answer)).hasSizeLessThan(4096);
    }

    @Test
    void signsOutByCookieAndRemovesIt() {
        ApiAnswer answer = server.send(RefreshCookies.post(LOGOUT, refreshToken));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(RefreshCookies.value(answer)).isEmpty();
        assertThat(RefreshCookies.maxAge(answer)).isZero();
        assertThat(server.send(RefreshCookies.post(REFRESH, refreshToken)).outcome())
                .isEqualTo(REFUSED);
        assertThat(me().outcome()).isEqualTo("401 invalid-access-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forged", "\"quoted\"", "a; __Host-sallyport-refresh=b"})
    void removesACookieThatIsWorthNothing(String value) {
        ApiAnswer answer = server.send(RefreshCookies.post(LOGOUT, value));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(RefreshCookies.maxAge(answer)).isZero();
        assertThat(me().outcome()).isEqualTo("200");
    }

    @Test
    void signsOutByTheCookieOfASessionThatIsOver() {
        server.fakes().clock().advance(Duration.ofDays(60));

        ApiAnswer answer = server.send(RefreshCookies.post(LOGOUT, refreshToken));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(RefreshCookies.maxAge(answer)).isZero();
    }

    @Test
    void theCookieGoesBeforeAnAccessTokenEvenAnExpiredOne() {
        server.fakes().clock().advance(Duration.ofMinutes(15));

        ApiAnswer answer = server.send(RefreshCookies.post(LOGOUT, refreshToken).bearer(accessToken));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(server.send(RefreshCookies.post(REFRESH, refreshToken)).outcome())
                .isEqualTo(REFUSED);
    }

    @Test
    void aTokenInTheBodySignsOutThatSessionAndLeavesTheCookieAlone() {
        String other = server.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD))
                .text("refreshToken");

        ApiAnswer answer = server.send(RefreshCookies.post(LOGOUT, other).json(body(refreshToken)));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(server.send(RefreshCookies.post(REFRESH, other)).outcome()).isEqualTo("200");
    }

    @Test
    void aCookieShowsNobodyWhoIsCallingElsewhere() {
        ApiRequest read = ApiRequest.get("/api/v1/me");
        ApiRequest write = ApiRequest.patch("/api/v1/me").json("{\"displayName\": \"Eve\"}");

        assertThat(server.send(RefreshCookies.with(refreshToken, RefreshCookies.fromOwnPage(read)))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(server.send(RefreshCookies.with(refreshToken, RefreshCookies.fromOwnPage(write)))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(server.send(RefreshCookies.with(accessToken, RefreshCookies.fromOwnPage(read)))
                        .outcome())
                .isEqualTo("401 not-signed-in");
    }

    private ApiAnswer me() {
        return server.send(ApiRequest.get("/api/v1/me").bearer(accessToken));
    }

    private static String body(String token) {
        return """
                {"refreshToken": "%s"}""".formatted(token);
    }
}
