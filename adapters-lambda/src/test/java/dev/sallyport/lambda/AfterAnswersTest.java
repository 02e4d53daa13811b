package dev.sallyport.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The extension, and an Extensions API that does not always answer. */
@Timeout(30)
class AfterAnswersTest {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer api;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/2020-01-01/extension/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst("^.*/extension/", "");
        String caller = exchange.getRequestHeaders().getFirst("Lambda-Extension-Identifier");
        asked.add(name + (caller == null ? "" : " by " + caller));
        try (exchange) {
            String event = name.equals("event/next") ? events.take() : "{}";
            byte[] body = event.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Lambda-Extension-Identifier", "one");
            exchange.sendResponseHeaders(event.isEmpty() ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private AfterAnswers register() {
        String address = "127.0.0.1:" + api.getAddress().getPort();
        return AfterAnswers.register(Map.of("AWS_LAMBDA_RUNTIME_API", address), ended::countDown)
                .orElseThrow();
    }

    private void invoke(String id) {
        events.add("{\"eventType\": \"INVOKE\", \"requestId\": \"" + id + "\"}");
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            events.add("");
        }
    }

    @Test
    void doesWhatIsOwedForTheInvocationThatItWasToldOfAndForNoEarlierOne() {
        AfterAnswers extension = register();
        extension.answered("missed", () -> done.add("missed"));
        extension.answered("first", () -> done.add("first"));

        invoke("first");
        await().until(() -> done.contains("first"));
        invoke("second");
        extension.answered("second", () -> done.add("second"));
        await().until(() -> done.contains("second"));

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void asksAgainWhenItWasNotAnswered() {
        AfterAnswers extension = register();
        fail(3);
        invoke("first");
        extension.answered("first", () -> done.add("first"));

        await().until(() -> done.contains("first"));

        assertThat(ended.getCount()).isEqualTo(1);
    }

    @Test
    void endsTheInstanceWhenItCannotAskAnyMore() throws InterruptedException {
        register();
        fail(6);

        ended.await();

        assertThat(asked)
                .endsWith("exit/error by one")
                .filteredOn("event/next by one"::equals)
                .hasSize(6);
    }
}
