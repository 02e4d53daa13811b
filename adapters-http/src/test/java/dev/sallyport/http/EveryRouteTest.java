package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Route;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route, whatever it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
    private static final String LISTED = "https://app.example.com";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(new HttpSettings(
                TestServer.SETTINGS.host(),
                0,
                0,
                URI.create("https://id.example.com"),
                "Sallyport",
                List.of(LISTED),
                TestServer.SETTINGS.defaultLocale(),
                TestServer.SETTINGS.shutdownGrace()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Route> everyRoute() {
        return EveryRoute.all();
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void hasTheSecurityHeaders(Route route) {
        ApiAnswer answer = server.send(request(route));

        assertSafe(answer);
        assertThat(answer.header("Cache-Control"))
                .contains(
                        route.path().startsWith("/api/")
                                ? "no-store"
                                : answer.header("Cache-Control").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing/here", "/api/v1/me/", "/api/v1/auth/login/x", "/docs/"})
    void hasThemAlsoWhereThereIsNothing(String path) {
        ApiAnswer answer = server.get(path);

        assertThat(answer.outcome()).isEqualTo("404 not-found");
        assertSafe(answer);
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void asksForATokenWhereItMust(Route route) {
        String outcome = server.send(request(route)).outcome();

        if (!route.access().equals(Access.ANYONE)) {
            assertThat(outcome).isEqualTo("401 not-signed-in");
        } else if (!route.path().endsWith("/logout")) {
            assertThat(outcome).doesNotStartWith("401");
        }
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void namesItsMethodsToThoseWhoUseAnother(Route route) {
        ApiAnswer answer = server.send(ApiRequest.of(unknownMethodOf(route), path(route)));

        assertThat(answer.outcome()).isEqualTo("405 method-not-allowed");
        assertThat(answer.header("Allow").orElse("").split(", ")).contains(route.method(), "OPTIONS");
        assertSafe(answer);
    }

    private static String unknownMethodOf(Route route) {
        return Stream.of("PUT", "POST", "PATCH")
                .filter(method -> everyRoute()
                        .noneMatch(other -> other.path().equals(route.path())
                                && other.method().equals(method)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void namesItsMethodsToThoseWhoAsk(Route route) {
        ApiAnswer answer = server.send(ApiRequest.of("OPTIONS", path(route)));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow").orElse("").split(", ")).contains(route.method(), "OPTIONS");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void answersHeadLikeGetWithoutTheBody(Route route) {
        ApiAnswer head = server.send(ApiRequest.of("HEAD", path(route)));

        if (route.method().equals("GET")) {
            ApiAnswer get = server.send(ApiRequest.get(path(route)));
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        } else if (everyRoute()
                .noneMatch(other ->
                        other.path().equals(route.path()) && other.method().equals("GET"))) {
            assertThat(head.status()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @MethodSource("everyRoute")
    void letsListedOriginsReadIt(Route route) {
        ApiAnswer listed = server.send(request(route).header("Origin", LISTED));

        assertThat(listed.header("Access-Control-Allow-Origin")).contains(LISTED);
        assertThat(listed.header("Access-Control-Expose-Headers").orElse("")).contains("Retry-After");
        assertThat(listed.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(listed.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com.evil.example",
                "https://evil-app.example.com",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://APP.example.com",
                "null",
                "*"
            })
    void letsNoOtherOriginReadAnything(String origin) {
        ApiAnswer answer = server.send(ApiRequest.get("/api/v1/me").header("Origin", origin));
        ApiAnswer preflight = server.send(ApiRequest.of("OPTIONS", "/api/v1/me")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PATCH"));

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void answersThePreflightOfAListedOrigin() {
        ApiAnswer answer = server.send(ApiRequest.of("OPTIONS", "/api/v1/me")
                .header("Origin", LISTED)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,content-type"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(LISTED);
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("PATCH");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Content-Type", "X-Token-Delivery");
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
    }

    @Test
    void saysNothingOfOriginsAndHttpsWhereNeitherIsSet() {
        try (TestServer plain = TestServer.start()) {
            ApiAnswer answer = plain.send(ApiRequest.get("/api/v1/me").header("Origin", LISTED));

            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0198f2a0-7b3c-7d11-9c1e-0c2b6f8f7a10", "trace_1.2-3"})
    void keepsASaneRequestId(String id) {
        ApiAnswer answer = server.send(ApiRequest.get("/nothing").header("X-Request-Id", id));

        assertThat(answer.header("X-Request-Id")).contains(id);
        assertThat(answer.text("requestId")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a;b", "<script>", "a\tb", "%0d%0a", "${jndi:x}"})
    void replacesAnInsaneRequestId(String id) {
        ApiAnswer answer = server.send(ApiRequest.get("/nothing").header("X-Request-Id", id));

        assertThat(answer.header("X-Request-Id").orElse("")).matches("[0-9a-f-]{36}");
        assertThat(answer.text("requestId"))
                .isEqualTo(answer.header("X-Request-Id").orElse(""));
    }

    @Test
    void replacesARequestIdThatIsTooLong() {
        assertThat(server.send(ApiRequest.get("/nothing").header("X-Request-Id", "x".repeat(65)))
                        .text("requestId"))
                .hasSize(36);
    }

    private static void assertSafe(ApiAnswer answer) {
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000; includeSubDomains");
        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "http:", "https:", "*");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private static ApiRequest request(Route route) {
        ApiRequest request = ApiRequest.of(route.method(), path(route));
        return route.method().equals("PATCH") ? request.json("{}") : request;
    }

    static String path(Route route) {
        return route.path()
                .replace("{role}", "sales")
                .replace("{permission}", "orders:read")
                .replace("{id}", "0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60")
                .replace("{sid}", "0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60")
                .replace("{code}", "invalid-code")
                .replace("/docs/{file}", "/docs/docs.css")
                .replace("{file}", "page.css");
    }
}
