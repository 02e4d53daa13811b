package dev.sallyport.bootstrap.security;

import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.testing.ApiAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A route that asks nobody anything: what it answers is what was made of the access token. Elsewhere a session that is over would also be
 * noticed by whoever reads the data. It is not part of the API, so its client does without the description.
 */
final class CallerRoute implements RouteGroup, AutoCloseable {
    private static final String PATH = "/test/caller";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Override
    public void register(Routes routes) {
        routes.get(
                PATH,
                Access.SIGNED_IN,
                (request, caller) -> Answer.of(Response.json(
                        200,
                        Json.object()
                                .put("sessionId", caller.claims().sessionId().toString()))));
    }

    /** What the server at that port of this machine makes of the token. */
    ApiAnswer ask(int port, String accessToken) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header("Authorization", "Bearer " + accessToken)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new ApiAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
