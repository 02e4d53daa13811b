package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.health.HealthRoutes;
import dev.sallyport.http.health.Readiness;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Route;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request below {@code /api/} is charged to its client once, whoever charges it and whatever becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRequestIsCountedTest {
    private static final Charge ONE_REQUEST = Charge.apiPerIp(ClientAddress.of("127.0.0.1"));
    private static final String TOKEN = "\"token\": \"%s\"".formatted("A".repeat(43));
    private static final String REGISTRATION = "\"registrationId\": \"0198f2a0-7b3c-7d11-9c1e-0c2b6f8f7a10\"";
    private static final String CREDENTIALS = "\"email\": \"grace@example.com\", \"password\": \"%s\"";

    /** Bodies with which a request gets as far as to its use case. */
    private static final Map<String, String> WELL_FORMED = Map.ofEntries(
            Map.entry("/api/v1/auth/register", CREDENTIALS.formatted(TestServer.PASSWORD)),
            Map.entry("/api/v1/auth/register/resend", REGISTRATION),
            Map.entry("/api/v1/auth/verify-email", REGISTRATION + ", \"code\": \"12345678\""),
            Map.entry("/api/v1/auth/login", CREDENTIALS.formatted(TestServer.PASSWORD)),
            Map.entry(
                    "/api/v1/auth/login/second-factor",
                    "\"challenge\": \"%s\", \"factor\": \"totp\", \"code\": \"123456\"".formatted("A".repeat(43))),
            Map.entry("/api/v1/auth/refresh", "\"refreshToken\": \"forged\""),
            Map.entry("/api/v1/auth/logout", "\"refreshToken\": \"forged\""),
            Map.entry("/api/v1/auth/password/check", "\"password\": \"secret\""),
            Map.entry("/api/v1/auth/password/forgot", "\"email\": \"ada@example.com\""),
            Map.entry("/api/v1/auth/password/reset", TOKEN + ", \"newPassword\": \"another horse battery staple\""),
            Map.entry("/api/v1/auth/invitation/accept", TOKEN + ", \"password\": \"another horse battery staple\""),
            Map.entry("/api/v1/auth/email/undo", TOKEN),
            Map.entry("/api/v1/auth/account/keep", TOKEN),
            Map.entry("/api/v1/me/email/confirm", "\"code\": \"12345678\""));

    private static final Set<String> MAY_HAVE_A_BODY = Set.of("POST", "PATCH", "PUT");

    private TestServer server;
    private String accessToken;

    @BeforeAll
    void start() {
        server = TestServer.start();
        server.signedIn();
    }

    @BeforeEach
    void signIn() {
        server.fakes().rateLimits().refill(Limit.API_PER_IP);
        accessToken = server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Route> routes() {
        Fakes fakes = new Fakes();
        return HttpServer.routes(
                fakes.sallyport(),
                TestServer.SETTINGS,
                new Callers(fakes.sallyport().authenticate()),
                new HealthRoutes(new Readiness(List.of())))
                .all()
                .stream();
    }

    static Stream<Route> apiRoutes() {
        return routes().filter(route -> route.path().startsWith("/api/"));
    }

    static Stream<Arguments> requests() {
        return apiRoutes()
                .flatMap(route -> Stream.of(
                                "{" + WELL_FORMED.getOrDefault(route.path(), "") + "}",
                                "{",
                                "{\"surplus\": 1}",
                                "[]",
                                "")
                        .flatMap(body -> Stream.of(true, false).map(signedIn -> Arguments.of(route, body, signedIn))));
    }

    private ApiAnswer send(Route route, String body, boolean signedIn) {
        ApiRequest request = ApiRequest.of(route.method(), route.path().replaceAll("\\{[^}]*}", "x"));
        ApiRequest from = signedIn ? request.bearer(accessToken) : request;
        return server.send(body.isEmpty() || !MAY_HAVE_A_BODY.contains(route.method()) ? from : from.json(body));
    }

    private long counted() {
        return charges().filter(ONE_REQUEST::equals).count();
    }

    private Stream<Charge> charges() {
        return server.fakes().rateLimits().charged().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isChargedOnceAndThenRefused(Route route, String body, boolean signedIn) {
        long before = counted();

        ApiAnswer first = send(route, body, signedIn);
        assertThat(first.status()).isNotEqualTo(429).isLessThan(500);
        assertThat(counted()).as("after %s", first.outcome()).isEqualTo(before + 1);

        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);
        List<Charge> charged = charges().toList();
        ApiAnswer second = send(route, body, signedIn);

        assertThat(second.outcome()).isEqualTo("429 too-many-requests");
        assertThat(second.header("Retry-After")).contains("30");
        assertThat(second.header("RateLimit-Policy")).contains("\"api-per-ip\";q=10;w=300");
        assertThat(second.header("RateLimit")).contains("\"api-per-ip\";r=0;t=30");
        assertThat(second.text("detail")).endsWith(": 30.");
        assertThat(charges()).containsExactlyElementsOf(charged);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void isFreeElsewhere(Route route) {
        if (!route.path().startsWith("/api/")) {
            server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

            assertThat(send(route, "", false).status()).isNotEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api", "/api/v1/me/"})
    void isFreeWhereThereIsNothing(String path) {
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        assertThat(server.get(path).outcome()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de", "en", "es", "fr", "ja", "pt", "ru", "uk", "zh"})
    void saysInEveryLanguageWhenToGoOn(String language) {
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        ApiAnswer answer = server.send(ApiRequest.get("/api/v1/me").header("Accept-Language", language));

        assertThat(answer.header("Content-Language")).contains(language);
        assertThat(answer.text("detail"))
                .contains(Long.toString(
                        FakeRateLimits.empty(Limit.API_PER_IP).refill().toSeconds()))
                .doesNotContain("{");
    }
}
