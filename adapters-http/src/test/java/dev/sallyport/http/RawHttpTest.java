package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP that no proper client would send is refused as properly as everything else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawHttpTest {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

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

    @ParameterizedTest
    @CsvSource({"GET /docs/%2e%2e/openapi.yaml,de,Fehlerhafte Anfrage", "GET /docs/%00,en,Malformed request"})
    void speaksTheCallersLanguageIfItHasReadAsFarAsToThat(String start, String language, String title)
            throws IOException {
        String answer = exchange(start + " HTTP/1.1\nHost: localhost\nAccept-Language: de\nConnection: close\n\n");

        assertThat(answer)
                .contains("Content-Language: " + language + "\r\n", "Vary: Accept-Language\r\n")
                .contains("\"title\":\"" + title + "\"");
        assertProblem(answer, "malformed-request");
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
    void answersABodyThatNeverEnds() throws IOException {
        try (Socket socket = connect()) {
            write(socket, login("Transfer-Encoding: chunked", ("1000\n" + "x".repeat(4096) + "\n").repeat(17)));

            String answer = readOne(socket);
            assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("Connection: close");
            assertProblem(answer, "body-too-large");
        }
    }

    @Test
    void refusesAQueryThatCannotBeRead() throws IOException {
        String token = server.signedIn().text("accessToken");

        for (String query : new String[] {"cursor=%zz", "limit=%", "x=%1", "limit=1&cursor=%"}) {
            String answer = exchange("GET /api/v1/me/sessions?" + query
                    + " HTTP/1.1\nHost: localhost\nConnection: close\nAuthorization: Bearer " + token + "\n\n");
            assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed-request");
        }
    }

    /** Closing while it still sends would reset the connection, and the answer could be lost with it. */
    @ParameterizedTest
    @CsvSource({"POST, /api/v1/auth/login, 413", "PATCH, /api/v1/me, 401", "POST, /nothing, 404", "PUT, /api/v1/me, 405"
    })
    void letsACallerFinishSendingBeforeItCloses(String method, String path, int status) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request(method, path, "Content-Length: 900000", "x".repeat(450_000)));
            String answer = readOne(socket);
            write(socket, "x".repeat(450_000));

            assertThat(answer).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void doesNotAskForABodyThatItWillNotRead() throws IOException {
        try (Socket socket = connect()) {
            write(socket, login("Content-Length: 900000\nExpect: 100-continue", ""));

            assertThat(readOne(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void readsOnlySoMuchOfABodyThatNobodyWants() throws IOException {
        try (Socket socket = connect()) {
            write(socket, login("Content-Length: 100000000", ""));
            assertThat(readOne(socket)).startsWith("HTTP/1.1 413");

            assertThatThrownBy(() -> write(socket, "x".repeat(20_000_000))).isInstanceOf(SocketException.class);
        }
    }

    /** Or a caller who sends a byte now and then would keep a connection for weeks, and every shutdown waiting. */
    @Test
    @Timeout(30)
    void readsOnlyForSoLongABodyThatNobodyWants() throws IOException {
        try (Socket socket = connect()) {
            write(socket, login("Content-Length: 900000", ""));
            assertThat(readOne(socket)).startsWith("HTTP/1.1 413");
            socket.setSoTimeout(200);

            while (takesMore(socket)) {
                assertThat(socket.isClosed()).isFalse();
            }
        }
    }

    private static boolean takesMore(Socket socket) throws IOException {
        try {
            write(socket, "x");
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothingCame) {
            return true;
        } catch (SocketException closed) {
            return false;
        }
    }

    private static String login(String headers, String body) {
        return request("POST", "/api/v1/auth/login", headers, body);
    }

    private static String request(String method, String path, String headers, String body) {
        return """
                %s %s HTTP/1.1
                Host: localhost
                Content-Type: application/json
                %s

                %s""".formatted(method, path, headers, body);
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
        try (Socket socket = connect()) {
            write(socket, request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    /** One answer, as long as it says that it is. */
    private static String readOne(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the end of %s", answer).isNotNegative();
            answer.append((char) next);
        }
        Matcher length = CONTENT_LENGTH.matcher(answer);
        assertThat(length.find()).as("a length in %s", answer).isTrue();
        byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        return answer + new String(body, ISO_8859_1);
    }
}
