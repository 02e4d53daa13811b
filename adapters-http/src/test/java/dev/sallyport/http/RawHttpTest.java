package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP that no proper client would send is refused as properly as everything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawHttpTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET //docs HTTP/1.1 | 400 | malformed-request",
                "GET /docs/%2e%2e/openapi.yaml HTTP/1.1 | 400 | malformed-request",
                "GET /docs/..%2f..%2fMETA-INF/MANIFEST.MF HTTP/1.1 | 400 | malformed-request",
                "GET /docs/%2e%2e%2fdocs.css HTTP/1.1 | 400 | malformed-request",
                "GET /../../etc/passwd HTTP/1.1 | 400 | malformed-request",
                "GET /docs/%00 HTTP/1.1 | 400 | malformed-request",
                "GET /docs/%zz HTTP/1.1 | 400 | malformed-request",
                "GET /docs/docs.css;a=b HTTP/1.1 | 404 | not-found",
                "GET /assets/..;/page.css HTTP/1.1 | 400 | malformed-request",
                "GET HTTP/1.1 | 400 | malformed-request",
                "nonsense | 400 | malformed-request",
                "GET / HTTP/9.9 | 400 | malformed-request",
                "TRACE /api/v1/me HTTP/1.1 | 405 | method-not-allowed",
                "QUERY /api/v1/me HTTP/1.1 | 405 | method-not-allowed",
                "PROPFIND /api/v1/me HTTP/1.1 | 405 | method-not-allowed",
                "PROPFIND /nothing HTTP/1.1 | 404 | not-found",
            })
    void refusesOddRequestLines(String line, int status, String code) throws IOException {
        String answer = exchange(line + "\nHost: localhost\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertProblem(answer, code);
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        String answer = exchange("GET / HTTP/1.1\nHost: localhost\nX: " + "x".repeat(20_000) + "\n\n");

        assertThat(answer).startsWith("HTTP/1.1 431");
        assertProblem(answer, "headers-too-large");
    }

    @Test
    void refusesAnAddressThatIsTooLong() throws IOException {
        String answer = exchange("GET /" + "x".repeat(20_000) + " HTTP/1.1\nHost: localhost\n\n");

        assertThat(answer).startsWith("HTTP/1.1 414");
        assertProblem(answer, "address-too-long");
    }

    @Test
    void refusesTwoLengths() throws IOException {
        assertProblem(exchange(login("Content-Length: 2\nTransfer-Encoding: chunked", "0\n\n")), "malformed-request");
        assertProblem(exchange(login("Content-Length: 2\nContent-Length: 3", "{}")), "malformed-request");
    }

    @Test
    void refusesBrokenChunks() throws IOException {
        assertProblem(exchange(login("Transfer-Encoding: chunked", "nonsense\n")), "malformed-request");
    }

    @Test
    void refusesABodyThatEndsEarly() throws IOException {
        assertProblem(exchange(login("Content-Length: 100", "{")), "malformed-request");
    }

    @Test
    void knowsNoWebSockets() throws IOException {
        String answer = exchange("""
                GET /api/v1/me HTTP/1.1
                Host: localhost
                Connection: Upgrade, close
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """);

        assertThat(answer).startsWith("HTTP/1.1 401");
        assertProblem(answer, "not-signed-in");
    }

    @Test
    void stopsReadingABodyThatNeverEnds() throws IOException {
        String answer = send(
                login("Transfer-Encoding: chunked", ("1000\n" + "x".repeat(4096) + "\n").repeat(17)), socket -> {});

        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("Connection: close");
        assertProblem(answer, "body-too-large");
    }

    private static String login(String headers, String body) {
        return """
                POST /api/v1/auth/login HTTP/1.1
                Host: localhost
                Content-Type: application/json
                %s

                %s""".formatted(headers, body);
    }

    private static void assertProblem(String answer, String code) {
        assertThat(answer)
                .containsIgnoringCase("Content-Type: application/problem+json")
                .containsIgnoringCase("X-Request-Id: ")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                .contains("\"code\":\"" + code + "\"")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("javalin");
    }

    /** Sends a request, says that there is no more to come, and reads until the server closes. */
    private String exchange(String request) throws IOException {
        return send(request, Socket::shutdownOutput);
    }

    private String send(String request, Ending ending) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            ending.end(socket);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void end(Socket socket) throws IOException;
    }
}
