package dev.sallyport.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.HttpSettings;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.RefreshCookies;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests may use a cookie, and that no other gets anywhere. */
class TrustedPagesTest {
    private static final String LOGIN = """
            {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD);

    private final TestServer server = start("https://ID.example.com:443/accounts");
    private final String refreshToken = server.signedIn().text("refreshToken");

    private static TestServer start(String publicUrl) {
        HttpSettings usual = TestServer.SETTINGS;
        return TestServer.start(new HttpSettings(
                usual.host(),
                0,
                null,
                URI.create(publicUrl),
                usual.appName(),
                List.of("https://app.example.com", "http://localhost:5173"),
                usual.defaultLocale(),
                usual.shutdownGrace()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://id.example.com,  same-origin",
                "https://id.example.com,  -",
                "-,                       same-origin",
                "https://app.example.com, same-site",
                "https://app.example.com, cross-site",
                "https://app.example.com, -",
                "http://localhost:5173,   cross-site",
                // The development server of a page, which passes our paths on to us.
                "http://localhost:4200,   same-origin",
            })
    void letsTrustedPagesUseCookies(String origin, String site) {
        assertThat(login(origin, site).outcome()).isEqualTo("200");
        assertThat(refresh(origin, site).outcome()).isEqualTo("200");
        assertThat(logout(origin, site).outcome()).isEqualTo("204");
    }

    /** What was charged, but for the requests as such. */
    private List<Charge> charges() {
        return server.fakes().rateLimits().charged().stream()
                .filter(charge -> charge.limit() != Limit.API_PER_IP)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                                   -",
                "-,                                   none",
                "-,                                   same-site",
                "-,                                   cross-site",
                "-,                                   SAME-ORIGIN",
                "-,                                   'same-origin, cross-site'",
                "null,                                -",
                "null,                                same-origin",
                "null,                                cross-site",
                "'',                                  -",
                "*,                                   -",
                "https://evil.example,                cross-site",
                "https://evil.example,                -",
                "https://evil.example.com,            same-site",
                "https://id.example.com,              none",
                "https://app.example.com,             none",
                "https://app.example.com,             anything",
                "http://id.example.com,               -",
                "http://app.example.com,              same-site",
                "https://id.example.com:8443,         same-site",
                "https://app.example.com:8443,        same-site",
                "https://app.example.com.evil.example,cross-site",
                "https://evil-app.example.com,        same-site",
                "https://APP.example.com,             same-site",
                "https://app.example.com/,            same-site",
                "'https://app.example.com, https://id.example.com', same-site",
                "http://localhost:4200,               same-site",
            })
    void refusesAllOthersBeforeAnythingIsSpent(String origin, String site) {
        List<Charge> charged = charges();

        for (ApiAnswer answer : List.of(login(origin, site), refresh(origin, site), logout(origin, site))) {
            assertThat(answer.outcome()).isEqualTo("403 cross-site-request");
            assertThat(answer.text("detail")).contains("CORS_ORIGINS");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }

        assertThat(charges()).isEqualTo(charged);
        // Neither ended nor rotated: with a rotation this would be the successor of the successor.
        assertThat(RefreshCookies.value(refresh("https://id.example.com", "same-origin")))
                .endsWith("-1");
    }

    @Test
    void refusesEitherHeaderTwice() {
        ApiRequest refresh = RefreshCookies.with(refreshToken, ApiRequest.post("/api/v1/auth/refresh"));

        for (ApiRequest request : List.of(
                refresh.header("Origin", "https://id.example.com").header("Origin", "https://evil.example"),
                refresh.header("Origin", "https://id.example.com")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Sec-Fetch-Site", "cross-site"))) {
            assertThat(server.send(request).outcome()).isEqualTo("403 cross-site-request");
        }
    }

    @Test
    void refusesAStrangerWithoutACookieLikeOneWithIt() {
        ApiRequest refresh = ApiRequest.post("/api/v1/auth/refresh").header("Origin", "https://evil.example");

        assertThat(server.send(refresh).outcome()).isEqualTo("403 cross-site-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/login", "/api/v1/auth/refresh"})
    void asksNothingOfThoseWhoUseNoCookie(String path) {
        String json = path.endsWith("login") ? LOGIN : "{\"refreshToken\": \"" + refreshToken + "\"}";

        ApiAnswer answer = server.send(ApiRequest.post(path)
                .json(json)
                .header("Origin", "https://evil.example")
                .header("Sec-Fetch-Site", "none"));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000,      http://localhost:3000",
        "http://localhost:80/x/,     http://localhost",
        "https://localhost:80,       https://localhost:80",
        "https://[::1]:8443,         https://[::1]:8443",
        "HTTPS://Id.Example.COM,     https://id.example.com",
    })
    void knowsItsOwnOriginAsBrowsersWriteIt(String publicUrl, String origin) {
        try (TestServer other = start(publicUrl)) {
            ApiRequest logout = RefreshCookies.with("x", ApiRequest.post("/api/v1/auth/logout"));

            assertThat(other.send(logout.header("Origin", origin)).outcome()).isEqualTo("204");
            assertThat(other.send(logout.header("Origin", origin + "0")).outcome())
                    .isEqualTo("403 cross-site-request");
        }
    }

    private ApiAnswer login(String origin, String site) {
        ApiRequest login = ApiRequest.post("/api/v1/auth/login").json(LOGIN);
        return server.send(from(origin, site, login.header("X-Token-Delivery", "cookie")));
    }

    private ApiAnswer refresh(String origin, String site) {
        return byCookie("/api/v1/auth/refresh", origin, site);
    }

    private ApiAnswer logout(String origin, String site) {
        return byCookie("/api/v1/auth/logout", origin, site);
    }

    private ApiAnswer byCookie(String path, String origin, String site) {
        return server.send(from(origin, site, RefreshCookies.with(refreshToken, ApiRequest.post(path))));
    }

    private static ApiRequest from(String origin, String site, ApiRequest request) {
        ApiRequest withOrigin = origin == null ? request : request.header("Origin", origin);
        return site == null ? withOrigin : withOrigin.header("Sec-Fetch-Site", site);
    }
}
