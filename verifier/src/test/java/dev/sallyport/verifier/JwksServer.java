package dev.sallyport.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that publishes keys, until it is told to do something else. */
final class JwksServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The {@code If-None-Match} of each request, or an empty text. */
    final List<String> conditions = new CopyOnWriteArrayList<>();

    /** One permit for each request that has come in, even if it is not answered yet. */
    final Semaphore arrived = new Semaphore(0);

    volatile int status = 200;
    volatile String body = "";
    volatile @Nullable String entityTag;
    volatile @Nullable String cacheControl = "public, max-age=300";
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch bodyGate = new CountDownLatch(0);

    private JwksServer(HttpServer server) {
        this.server = server;
    }

    static JwksServer publishing(TestKey... keys) {
        try {
            JwksServer jwks = new JwksServer(HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0));
            jwks.publish(keys);
            jwks.server.setExecutor(jwks.threads);
            jwks.server.createContext("/", jwks::answer);
            jwks.server.start();
            return jwks;
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json");
    }

    void publish(TestKey... keys) {
        publish(Stream.of(keys).map(TestKey::jwk).toArray(String[]::new));
    }

    void publish(String... jwks) {
        body = Stream.of(jwks).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** From now on, requests come in but are not answered. Whoever opens the gate lets them go on. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** From now on, answers begin but do not go on. */
    CountDownLatch holdBodies() {
        bodyGate = new CountDownLatch(1);
        return bodyGate;
    }

    int requests() {
        return conditions.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String condition =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("If-None-Match"), "");
        conditions.add(condition);
        arrived.release();
        try (exchange) {
            gate.await();
            if (cacheControl != null) {
                exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            }
            if (entityTag != null) {
                exchange.getResponseHeaders().set("ETag", entityTag);
            }
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            boolean unchanged = status == 200 && entityTag != null && condition.equals(entityTag);
            byte[] bytes = unchanged ? new byte[0] : body.getBytes(UTF_8);
            exchange.sendResponseHeaders(unchanged ? 304 : status, unchanged ? -1 : bytes.length);
            exchange.getResponseBody().flush();
            bodyGate.await();
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
