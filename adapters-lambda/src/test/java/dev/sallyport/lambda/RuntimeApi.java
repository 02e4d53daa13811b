package dev.sallyport.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Lambda is for a runtime and its extensions: the HTTP API by which they ask for the next invocation and answer it. An instance is idle, and
 * would be frozen, when all of them have asked for the next one.
 */
final class RuntimeApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private final HttpServer server;
    private final boolean takesExtensions;
    private final BlockingQueue<Invocation> forRuntime = new LinkedBlockingQueue<>();
    private final BlockingQueue<Invocation> forExtension = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Outcome>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger extensions = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();

    private record Invocation(String id, String event) {}

    /** What became of an invocation. */
    record Outcome(boolean failed, String body) {}

    private RuntimeApi(HttpServer server, boolean takesExtensions) {
        this.server = server;
        this.takesExtensions = takesExtensions;
    }

    static RuntimeApi start(boolean takesExtensions) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RuntimeApi api = new RuntimeApi(server, takesExtensions);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Invokes the function and waits for what it says. */
    Outcome invoke(String event) throws Exception {
        String id = "invocation-" + made.incrementAndGet();
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        answers.put(id, answer);
        forRuntime.add(new Invocation(id, event));
        return orInitError(answer);
    }

    private <T> T orInitError(CompletableFuture<T> awaited) throws Exception {
        try {
            CompletableFuture.anyOf(awaited, initError).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException never) {
            throw new AssertionError("the function does not answer", never);
        }
        if (!awaited.isDone()) {
            throw new AssertionError("the function did not start: " + initError.join());
        }
        return awaited.join();
    }

    /** Whether everybody has asked for the next invocation. */
    boolean isIdle() {
        return forRuntime.isEmpty() && forExtension.isEmpty() && waiting.get() == 1 + extensions.get();
    }

    /** Waits until the runtime is ready for its snapshot. */
    void awaitSnapshot() throws Exception {
        orInitError(snapshot);
    }

    void restore() {
        restored.complete(null);
    }

    String initError() throws Exception {
        return initError.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (path) {
                case INVOCATION + "next" -> next(exchange);
                case "/2018-06-01/runtime/init/error", "/2018-06-01/runtime/restore/error" -> {
                    initError.complete(body);
                    send(exchange, 202, "{}");
                }
                case "/2018-06-01/runtime/restore/next" -> {
                    snapshot.complete(null);
                    restored.join();
                    send(exchange, 200, "{}");
                }
                case "/2020-01-01/extension/register" -> register(exchange);
                case "/2020-01-01/extension/event/next" -> nextOfExtension(exchange);
                default -> finished(exchange, path, body);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void register(HttpExchange exchange) throws IOException {
        if (!takesExtensions) {
            send(exchange, 403, "{}");
            return;
        }
        extensions.incrementAndGet();
        exchange.getResponseHeaders().set("Lambda-Extension-Identifier", "extension-1");
        send(exchange, 200, "{}");
    }

    private Invocation take(BlockingQueue<Invocation> queue) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            return queue.take();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = take(forRuntime);
        if (extensions.get() > 0) {
            forExtension.add(invocation);
        }
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        exchange.getResponseHeaders()
                .set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-central-1:123456789012:function:sallyport");
        exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", "Root=1-6839f1a2-1b2c3d4e5f60718293a4b5c6");
        send(exchange, 200, invocation.event());
    }

    private void nextOfExtension(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = take(forExtension);
        send(exchange, 200, "{\"eventType\": \"INVOKE\", \"requestId\": \"" + invocation.id() + "\"}");
    }

    private void finished(HttpExchange exchange, String path, String body) throws IOException {
        String[] parts =
                path.substring(Math.min(path.length(), INVOCATION.length())).split("/", -1);
        CompletableFuture<Outcome> answer = answers.get(parts[0]);
        if (answer == null || parts.length < 2) {
            send(exchange, 404, "{}");
            return;
        }
        send(exchange, 202, "{}");
        answer.complete(new Outcome(parts[1].equals("error"), body));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
