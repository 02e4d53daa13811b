package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.RequestObserver;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What whoever watches hears of requests, and under which names the log has them. */
class RequestObserverTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final List<Duration> durations = new CopyOnWriteArrayList<>();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final List<String> logNames = new CopyOnWriteArrayList<>();
    private final RequestObserver observer = new RequestObserver() {
        @Override
        public void answered(String method, String route, int status, Duration took) {
            durations.add(took);
            answered.add(method + " " + route + " " + status);
        }

        @Override
        public void refused(Problem problem) {
            problems.add(problem);
        }
    };

    private final RouteGroup names = routes -> routes.get("/names", Access.ANYONE, this::names);
    private final HttpServer server = HttpServer.start(
            new Fakes().sallyport(),
            TestServer.SETTINGS,
            List.of(),
            new ExtraRoutes(List.of(names), List.of()),
            client -> false,
            observer);
    private final ApiClient api = new ApiClient(server.port());

    private Answer names(Request request) {
        logNames.add(MDC.get("traceId") + " " + MDC.get("spanId"));
        return Answer.of(Response.empty(204));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private void askForNames(String headers) throws IOException {
        sendRaw("GET /names HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private void assertAnswered(String... expected) {
        // The caller may have the answer a moment before the observer hears of it.
        await().untilAsserted(() -> assertThat(answered).containsExactly(expected));
    }

    @Test
    void namesRoutesAsTheyWereRegistered() {
        api.send(ApiRequest.of("DELETE", "/api/v1/me/sessions/" + UUID.randomUUID()));

        assertAnswered("DELETE /api/v1/me/sessions/{id} 401");
        assertThat(problems).containsExactly(Problem.NOT_SIGNED_IN);
        assertThat(durations).allSatisfy(took -> assertThat(took).isPositive());
    }

    @Test
    void hasOneWordForAllThatIsNotThere() {
        api.get("/c4n4ry?c4n4ry=c4n4ry");
        api.post("/.well-known/jwks.json", "{}");

        assertAnswered("GET unmatched 404", "POST unmatched 405");
        assertThat(problems).containsExactly(Problem.NOT_FOUND, Problem.METHOD_NOT_ALLOWED);
    }

    @Test
    void tellsReadingFromAskingForTheHeadAlone() {
        api.send(ApiRequest.of("HEAD", "/.well-known/jwks.json"));
        api.send(ApiRequest.of("OPTIONS", "/.well-known/jwks.json"));

        assertAnswered("HEAD /.well-known/jwks.json 200", "OPTIONS /.well-known/jwks.json 204");
        assertThat(problems).isEmpty();
    }

    @Test
    void hasOneWordForMethodsThatAreNone() throws IOException {
        sendRaw("C4N4RY / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        await().untilAsserted(() -> assertThat(answered)
                .singleElement()
                .asString()
                .startsWith("other unmatched 4")
                .doesNotContain("C4N4RY"));
    }

    @Test
    void hearsOfWhatIsNoHttp() throws IOException {
        sendRaw("GET / HTTP/9.9\r\n\r\n");

        await().untilAsserted(
                        () -> assertThat(answered).singleElement().asString().endsWith("unmatched 400"));
        assertThat(problems).containsExactly(Problem.MALFORMED_REQUEST);
    }

    private void sendRaw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void hearsNothingOfTheManagementPort() {
        try (ApiClient management = new ApiClient(server.managementPort().orElseThrow())) {
            assertThat(management.get("/health/live").status()).isEqualTo(200);
            assertThat(management.get("/nothing").status()).isEqualTo(404);
        }
        api.get("/.well-known/jwks.json");

        assertAnswered("GET /.well-known/jwks.json 200");
        assertThat(problems).isEmpty();
    }

    @Test
    void namesTheTraceInTheLogOfThatRequestAlone() throws IOException {
        askForNames("traceparent: 00-" + TRACE + "-" + SPAN + "-01\r\n");
        askForNames("");
        askForNames("traceparent: 00-" + TRACE + "\tforged-" + SPAN + "-01\r\n");

        assertThat(logNames).containsExactly(TRACE + " " + SPAN, "null null", "null null");
    }
}
