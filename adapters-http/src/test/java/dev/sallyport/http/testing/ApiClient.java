package dev.sallyport.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Speaks to a running server over real HTTP and holds every answer, and every request that the server took for valid, against
 * {@code openapi.yaml}. There is no way around it.
 */
public final class ApiClient implements AutoCloseable {
    private static final Contract CONTRACT = new Contract();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String server;

    /** A client of the server at that port of this machine. */
    public ApiClient(int port) {
        this.server = "http://127.0.0.1:" + port;
    }

    /** Sends the request and returns the answer, once both were found to keep the contract. */
    public ApiAnswer send(ApiRequest request) {
        ApiAnswer answer = exchange(request);
        List<String> violations = CONTRACT.violations(request, answer);
        if (!violations.isEmpty()) {
            throw new AssertionError("%s %s → %d %s breaks openapi.yaml: %s"
                    .formatted(request.method(), request.path(), answer.status(), answer.body(), violations));
        }
        return answer;
    }

    public ApiAnswer get(String path) {
        return send(ApiRequest.get(path));
    }

    /** Posts a JSON body, exactly as written. */
    public ApiAnswer post(String path, String json) {
        return send(ApiRequest.post(path).json(json));
    }

    private ApiAnswer exchange(ApiRequest request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(server + request.path()))
                .timeout(Duration.ofSeconds(30))
                .method(request.method(), body(request));
        request.headers().forEach(header -> http.header(header.name(), header.value()));
        try {
            HttpResponse<byte[]> response = this.http.send(http.build(), BodyHandlers.ofByteArray());
            return new ApiAnswer(
                    response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.path(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static BodyPublisher body(ApiRequest request) {
        BodyPublisher body = request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody);
        return request.isChunked() ? BodyPublishers.fromPublisher(body) : body;
    }

    @Override
    public void close() {
        http.close();
    }
}
