package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.BodyWriter;
import dev.sallyport.http.routing.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that fail while they are made: before anything has left, the failure is the answer; after that, nobody takes half for the whole. */
class BrokenOffAnswersTest {
    private static final byte[] MUCH = "0123456789abcdef".repeat(2048).getBytes(UTF_8);
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final String GET = "GET /dev/streamed HTTP/1.1\nHost: localhost\nX-Request-Id: my-id-1\n\n";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void answersABugBeforeTheFirstByteLikeAnyOther() throws IOException {
        BodyWriter failing = out -> {
            out.write("a little".getBytes(UTF_8));
            throw new IllegalStateException("bug");
        };
        try (TestServer server = streaming(failing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readTo("\"requestId\":\"my-id-1\"}"))
                    .startsWith("HTTP/1.1 500")
                    .containsIgnoringCase("Content-Type: application/problem+json")
                    .containsIgnoringCase("Content-Length: ")
                    .contains("\"code\":\"internal-error\"")
                    .doesNotContain("a little", "Content-Disposition", "Transfer-Encoding");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void answersAnOutageBeforeTheFirstByteWith503() throws IOException {
        BodyWriter failing = out -> {
            throw outage();
        };
        try (TestServer server = streaming(failing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readTo("\r\n\r\n"))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 1")
                    .doesNotContain("Content-Disposition");
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void refusesBeforeTheFirstByteWithoutLogging() throws IOException {
        BodyWriter refusing = out -> {
            throw new RequestRefused(Problem.NOT_FOUND);
        };
        try (TestServer server = streaming(refusing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readTo("\r\n\r\n")).startsWith("HTTP/1.1 404");
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** As a writer does that wraps the stream into one that compresses, say. */
    @Test
    void answersAFailureBeforeTheFirstByteEvenIfTheWriterClosesTheStream() throws IOException {
        try (TestServer server = streaming(out -> closeAndFail(out, "a little".getBytes(UTF_8)));
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readTo("\r\n\r\n")).startsWith("HTTP/1.1 500");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "GET /dev/streamed HTTP/1.1\nHost: localhost\nConnection: close\n\n",
                "GET /dev/streamed HTTP/1.0\n\n",
                "GET /dev/streamed HTTP/1.0\nConnection: keep-alive\n\n"
            })
    void breaksTheConnectionSoThatNobodyTakesHalfForTheWhole(String request) throws IOException {
        try (TestServer server = streaming(out -> closeAndFail(out, MUCH));
                RawCaller caller = new RawCaller(server)) {
            caller.send(request);

            RawCaller.Received received = caller.readToTheEnd();

            boolean chunked = received.text().contains("Transfer-Encoding: chunked");
            assertThat(chunked || received.reset())
                    .as("chunked or reset: %s", received.text().length())
                    .isTrue();
            assertThat(received.text()).doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void breaksTheConnectionEvenIfOnlyTheEndIsMissing() throws IOException {
        BodyWriter failing = out -> {
            out.write(MUCH);
            out.flush();
            throw new IllegalStateException("bug");
        };
        try (TestServer server = streaming(failing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readToTheEnd().text())
                    .startsWith("HTTP/1.1 200")
                    .contains(new String(MUCH, UTF_8))
                    .doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void logsABugOnceUnderTheRequestsId() throws IOException {
        breakOff(new IllegalStateException("bug"));

        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().getFirst().getLevel()).isEqualTo(Level.ERROR);
        assertThat(log.warnings().getFirst().getMDCPropertyMap()).containsEntry("requestId", "my-id-1");
        assertThat(log.warnings().getFirst().getThrowableProxy().getMessage()).isEqualTo("bug");
    }

    @Test
    void logsAnOutageAsAnOutage() throws IOException {
        breakOff(outage());

        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().getFirst().getLevel()).isEqualTo(Level.WARN);
        assertThat(log.warnings().getFirst().getFormattedMessage()).isEqualTo("database is unavailable");
    }

    @Test
    void takesARefusalThatComesTooLateForABug() throws IOException {
        breakOff(new RequestRefused(Problem.NOT_FOUND));

        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().getFirst().getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void breaksOffAfterAnErrorOfTheVirtualMachine() throws IOException {
        breakOff(new StackOverflowError());

        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void takesAnIoExceptionOfAnybodyElseForABug() throws IOException {
        BodyWriter failing = out -> {
            out.write(MUCH);
            throw new IOException("no such file");
        };
        try (TestServer server = streaming(failing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readToTheEnd().text()).doesNotEndWith(LAST_CHUNK);
            assertThat(log.warnings()).hasSize(1);
            assertThat(log.warnings().getFirst().getLevel()).isEqualTo(Level.ERROR);
        }
    }

    @Test
    void hardlyMentionsACallerWhoHangsUp() throws IOException {
        BodyWriter endless = out -> {
            while (true) {
                out.write(MUCH);
            }
        };
        try (TestServer server = streaming(endless)) {
            try (RawCaller caller = new RawCaller(server)) {
                caller.send(GET);
                caller.readTo("\r\n\r\n");
            }

            await().until(() -> log.has(Level.DEBUG, "the caller went before the end of the answer"));
        }
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void breaksOffWhatTakesLongerThanTheGraceOfAStop() throws Exception {
        var never = new CountDownLatch(1);
        BodyWriter halting = out -> {
            out.write(MUCH);
            out.flush();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException("interrupted", stopped);
            }
        };
        TestServer server = streaming(halting, Duration.ofMillis(100));
        try (RawCaller caller = new RawCaller(server)) {
            caller.send(GET);
            caller.readTo("\r\n\r\n");

            server.close();

            assertThat(caller.readToTheEnd().text()).doesNotEndWith(LAST_CHUNK);
        } finally {
            never.countDown();
        }
    }

    @Test
    void leavesJsonHalfWrittenIfItsItemsFail() throws IOException {
        Response failing = Response.streamedJson(
                200,
                json -> json.array(
                        "items",
                        IntStream.iterate(0, i -> i + 1)
                                .mapToObj(i -> {
                                    if (i == 10_000) {
                                        throw outage();
                                    }
                                    return Json.object().put("id", i);
                                })
                                .iterator()));
        try (TestServer server = answering(failing, Duration.ofSeconds(20));
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readToTheEnd().text())
                    .startsWith("HTTP/1.1 200")
                    .contains("{\"items\":[{\"id\":0},{\"id\":1}")
                    .doesNotContain("]}")
                    .doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void answersTheOutageIfTheFirstItemsOfJsonFail() throws IOException {
        Response failing = Response.streamedJson(200, json -> {
            json.member("user", Json.object().put("id", 1));
            throw outage();
        });
        try (TestServer server = answering(failing, Duration.ofSeconds(20));
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readTo("\r\n\r\n")).startsWith("HTTP/1.1 503");
        }
    }

    /** Sends something, fails, and sees the answer broken off. */
    private static void breakOff(Throwable failure) throws IOException {
        BodyWriter failing = out -> {
            out.write(MUCH);
            switch (failure) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalArgumentException(failure);
            }
        };
        try (TestServer server = streaming(failing);
                RawCaller caller = new RawCaller(server)) {
            caller.send(GET);

            assertThat(caller.readToTheEnd().text()).startsWith("HTTP/1.1 200").doesNotEndWith(LAST_CHUNK);
        }
    }

    private static void closeAndFail(OutputStream out, byte[] written) throws IOException {
        try (out) {
            out.write(written);
            throw new IllegalStateException("bug");
        }
    }

    private static ServiceUnavailable outage() {
        return new ServiceUnavailable("database", Duration.ofSeconds(1), null);
    }

    private static TestServer streaming(BodyWriter writer) {
        return streaming(writer, Duration.ofSeconds(20));
    }

    private static TestServer streaming(BodyWriter writer, Duration grace) {
        return answering(Response.streamed(200, "text/plain", writer).with("Content-Disposition", "attachment"), grace);
    }

    private static TestServer answering(Response response, Duration grace) {
        Fakes fakes = new Fakes();
        HttpSettings settings = new HttpSettings(
                TestServer.SETTINGS.host(),
                0,
                0,
                TestServer.SETTINGS.publicUrl(),
                "Sallyport",
                List.of(),
                TestServer.SETTINGS.defaultLocale(),
                grace);
        return TestServer.start(
                fakes,
                fakes.sallyport(),
                settings,
                List.of(),
                List.of(routes -> routes.get("/dev/streamed", Access.ANYONE, request -> Answer.of(response))));
    }
}
