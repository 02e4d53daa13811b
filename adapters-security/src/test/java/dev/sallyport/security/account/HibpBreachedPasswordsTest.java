package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.domain.account.Password;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HibpBreachedPasswordsTest {
    /** SHA-1: 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8. */
    private static final Password KNOWN = Password.of("password");

    private static final String SUFFIX = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";

    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer stub;
    private HibpBreachedPasswords breached;

    private interface Answering {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.setExecutor(threads);
        stub.start();
        URI ranges = URI.create("http://127.0.0.1:" + stub.getAddress().getPort() + "/range/");
        breached = new HibpBreachedPasswords(ranges, failures::add, answers::incrementAndGet);
    }

    @AfterEach
    void stop() {
        end.countDown();
        breached.close();
        stub.stop(0);
        threads.shutdownNow();
    }

    private void answer(Answering answering) {
        stub.createContext("/", exchange -> {
            asked.add(exchange);
            try (exchange) {
                answering.to(exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void answer(int status, String body) {
        answer(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    @Test
    void findsAPasswordInItsRangeAndTellsFiveDigitsAndNoMore() {
        answer(200, "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n" + SUFFIX + ":9659365\r\n");

        assertThat(breached.contain(KNOWN)).isTrue();

        HttpExchange request = asked.getFirst();
        assertThat(request.getRequestURI()).hasToString("/range/5BAA6");
        assertThat(request.getRequestHeaders().getFirst("Add-Padding")).isEqualTo("true");
        assertThat(request.getRequestHeaders().toString()).doesNotContain(SUFFIX);
        assertThat(answers).hasValue(1);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n",
                // Padding.
                "1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n",
                "1E4C9B93F3F0682250B6CF8331B7EE68FD80:7\r\n",
                "<html>1E4C9B93F3F0682250B6CF8331B7EE68FD8:7</html>"
            })
    void doesNotFindWhatIsNotListed(String range) {
        answer(200, range);

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).isEmpty();
    }

    @Test
    void hashesWhatIsHashedAtSignIn() {
        answer(200, "");

        breached.contain(Password.of("Zoe\u0308"));
        breached.contain(Password.of("Zo\u00EB"));

        assertThat(asked.get(0).getRequestURI()).isEqualTo(asked.get(1).getRequestURI());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 429, 500, 503})
    void letsPassWhatCouldNotBeFoundOut(int status) {
        answer(status, SUFFIX + ":7");

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).containsExactly("the answer was " + status);
        assertThat(answers).hasValue(0);
    }

    @Test
    void waitsNoLongerThanASecondForAnAnswer() {
        answer(exchange -> end.await());

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).containsExactly("no answer within 1000 ms");
    }

    @Test
    void waitsNoLongerForAnAnswerThatNeverEnds() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write((SUFFIX + ":7\r\n").getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            end.await();
        });

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).containsExactly("no answer within 1000 ms");
    }

    @Test
    void readsNoMoreThanARangeCanBe() {
        answer(200, "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n".repeat(10_000) + SUFFIX + ":7");

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).hasSize(1);
    }

    @Test
    void letsPassWhileNobodyListens() {
        stub.stop(0);

        assertThat(breached.contain(KNOWN)).isFalse();
        assertThat(failures).hasSize(1).noneMatch(why -> why.contains("5BAA6"));
    }
}
