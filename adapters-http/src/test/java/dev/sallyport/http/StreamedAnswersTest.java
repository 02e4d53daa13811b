package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.BodyWriter;
import dev.sallyport.http.routing.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are made while they are sent, and reach their end. */
class StreamedAnswersTest {
    private static final byte[] MEGABYTE = "0123456789abcdef".repeat(64 * 1024).getBytes(UTF_8);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void sendsABodyOfAnyLengthInChunks() throws Exception {
        BodyWriter fiveMegabytes = out -> {
            for (int i = 0; i < 5; i++) {
                out.write(MEGABYTE);
            }
        };
        try (TestServer server = streaming(fiveMegabytes)) {
            HttpResponse<String> answer = get(server);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(new String(MEGABYTE, UTF_8).repeat(5));
            assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
            assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
            assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        }
    }

    @Test
    void sendsWhatIsWrittenInPiecesInTheirOrder() throws Exception {
        String text = new String(MEGABYTE, UTF_8);
        var whole = new StringBuilder();
        BodyWriter pieces = out -> {
            for (int length = 0; length < 40_000; length += 997) {
                out.write(MEGABYTE, length, length);
                out.write('|');
                out.flush();
                out.write(MEGABYTE, 0, length / 100);
            }
        };
        for (int length = 0; length < 40_000; length += 997) {
            whole.append(text, length, 2 * length).append('|').append(text, 0, length / 100);
        }
        try (TestServer server = streaming(pieces)) {
            assertThat(get(server).body()).isEqualTo(whole.toString());
        }
    }

    @Test
    void sendsNothingButTheHeadIfNothingIsWritten() throws Exception {
        try (TestServer server = streaming(out -> {})) {
            HttpResponse<String> answer = get(server);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void sendsWhatIsFlushedWithoutWaitingForMore() throws Exception {
        var rest = new CountDownLatch(1);
        BodyWriter halting = out -> {
            out.write("first".getBytes(UTF_8));
            out.flush();
            waitFor(rest);
        };
        try (TestServer server = streaming(halting);
                RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\n\n");

            assertThat(caller.readTo("first")).startsWith("HTTP/1.1 200");
            rest.countDown();
            assertThat(caller.readTo("\r\n0\r\n\r\n")).isNotEmpty();
        }
    }

    @Test
    void servesTheNextRequestOnTheSameConnection() throws Exception {
        try (TestServer server = streaming(out -> out.write(MEGABYTE));
                RawCaller caller = new RawCaller(server)) {
            for (int i = 0; i < 3; i++) {
                caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\n\n");

                assertThat(caller.readTo("\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void answersHeadWithTheSameHeadersAndDoesNotRunTheWriter() throws Exception {
        BodyWriter never = out -> {
            throw new IllegalStateException("the writer has run");
        };
        try (TestServer server = streaming(never);
                RawCaller caller = new RawCaller(server)) {
            caller.send("HEAD /dev/streamed HTTP/1.1\nHost: localhost\n\n");

            assertThat(caller.readTo("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("Content-Type: text/plain")
                    .containsIgnoringCase("Content-Disposition: attachment")
                    .containsIgnoringCase("Transfer-Encoding: chunked")
                    .doesNotContainIgnoringCase("Content-Length");

            caller.send("GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            assertThat(caller.readToTheEnd().text()).startsWith("HTTP/1.1 200").endsWith("{\"status\":\"live\"}");
        }
    }

    /** The end of the connection alone would not tell a whole body from half of one. */
    @Test
    void sendsChunksEvenIfTheConnectionEndsWithThem() throws Exception {
        try (TestServer server = streaming(out -> out.write(MEGABYTE));
                RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            assertThat(caller.readToTheEnd().text())
                    .containsIgnoringCase("Transfer-Encoding: chunked")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void endsTheConnectionAfterTheBodyForCallersThatKnowNoChunks() throws Exception {
        try (TestServer server = streaming(out -> out.write(MEGABYTE));
                RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.0\n\n");

            RawCaller.Received received = caller.readToTheEnd();

            assertThat(received.text())
                    .doesNotContainIgnoringCase("Transfer-Encoding")
                    .endsWith("\r\n\r\n" + new String(MEGABYTE, UTF_8));
            assertThat(received.reset()).isFalse();
        }
    }

    @Test
    void hasNoTagAndIsSentEvenToWhoMayHaveItAlready() throws Exception {
        try (TestServer server = streaming(out -> out.write(MEGABYTE))) {
            HttpResponse<String> answer = get(server, "If-None-Match", "*");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
        }
    }

    @Test
    void letsACallerFinishSendingABodyThatNobodyReads() throws Exception {
        try (TestServer server = streaming(out -> out.write(MEGABYTE));
                RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\nContent-Length: 900000\n\n");
            assertThat(caller.readTo("\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");

            caller.send("x".repeat(900_000) + "GET /nothing HTTP/1.1\nHost: localhost\n\n");

            assertThat(caller.readTo("\r\n\r\n")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void makesTheWriterWaitForASlowReader() throws Exception {
        int megabytes = 64;
        var written = new AtomicLong();
        var writer = new CompletableFuture<Thread>();
        BodyWriter greedy = out -> {
            writer.complete(Thread.currentThread());
            for (int i = 0; i < megabytes; i++) {
                out.write(MEGABYTE);
                written.incrementAndGet();
            }
        };
        try (TestServer server = streaming(greedy);
                RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            Thread thread = writer.join();
            await().during(Duration.ofMillis(200)).until(() -> thread.getState() == Thread.State.WAITING);
            assertThat(written).hasValueLessThan(megabytes / 2);

            assertThat(caller.readToTheEnd().text()).hasSizeGreaterThan(megabytes * MEGABYTE.length);
            assertThat(written).hasValue(megabytes);
        }
    }

    @Test
    void isWaitedForWhenTheServerStops() throws Exception {
        var rest = new CountDownLatch(1);
        BodyWriter halting = out -> {
            out.write(MEGABYTE);
            waitFor(rest);
            out.write(MEGABYTE);
        };
        TestServer server = streaming(halting);
        try (RawCaller caller = new RawCaller(server)) {
            caller.send("GET /dev/streamed HTTP/1.1\nHost: localhost\n\n");
            caller.readTo("\r\n\r\n");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close, threads);
            await().until(() -> !accepts(server));
            assertThat(stopped).isNotDone();
            rest.countDown();

            assertThat(caller.readToTheEnd().text())
                    .hasSizeGreaterThan(2 * MEGABYTE.length)
                    .endsWith("\r\n0\r\n\r\n");
            stopped.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20_000})
    void sendsJsonItemByItem(int items) throws Exception {
        TestServer server = answering(Response.streamedJson(
                200,
                json -> json.array(
                        "items",
                        IntStream.range(0, items)
                                .mapToObj(i -> Json.object().put("id", i))
                                .iterator())));
        try (server) {
            HttpResponse<String> answer = get(server);

            var whole = Json.object();
            var array = whole.putArray("items");
            IntStream.range(0, items).forEach(i -> array.addObject().put("id", i));
            assertThat(answer.body()).isEqualTo(new String(Json.bytes(whole), UTF_8));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    private static TestServer streaming(BodyWriter writer) {
        return answering(Response.streamed(200, "text/plain", writer).with("Content-Disposition", "attachment"));
    }

    private static TestServer answering(Response response) {
        Fakes fakes = new Fakes();
        return TestServer.start(
                fakes,
                fakes.sallyport(),
                TestServer.SETTINGS,
                List.of(),
                List.of(routes -> routes.get(
                        "/dev/streamed", Access.ANYONE, request -> Answer.of(response.unlessKnownTo(request)))));
    }

    private static HttpResponse<String> get(TestServer server, String... headers) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.server().port() + "/dev/streamed");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static boolean accepts(TestServer server) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
