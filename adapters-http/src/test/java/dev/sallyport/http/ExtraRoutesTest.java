package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.ClientGate;
import dev.sallyport.http.routing.RequestObserver;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraRoutesTest {
    private static final RouteGroup EXTRA = routes -> {
        routes.get(
                "/dev/open/{name}",
                Access.ANYONE,
                request -> Answer.of(Response.json(200, Json.object().put("name", request.pathParameter("name")))));
        routes.delete("/dev/closed", Access.SIGNED_IN, (request, caller) -> Answer.of(Response.empty(204)));
    };

    @Test
    void servesWhatOthersBringAlongByTheSameRules() throws Exception {
        Fakes fakes = new Fakes();
        try (TestServer server =
                        TestServer.start(fakes, fakes.sallyport(), TestServer.SETTINGS, List.of(), List.of(EXTRA));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> open = send(client, server, "GET", "/dev/open/a%20b");
            HttpResponse<String> closed = send(client, server, "DELETE", "/dev/closed");

            assertThat(open.body()).isEqualTo("{\"name\":\"a b\"}");
            assertThat(open.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(closed.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void servesWhatIsForManagementAtItsPortAlone() throws Exception {
        Fakes fakes = new Fakes();
        try (HttpServer server = HttpServer.start(
                        fakes.sallyport(),
                        TestServer.SETTINGS,
                        List.of(),
                        new ExtraRoutes(List.of(), List.of(EXTRA)),
                        ClientGate.OPEN,
                        RequestObserver.NONE);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, server.managementPort().orElseThrow())).isEqualTo(200);
            assertThat(get(client, server.port())).isEqualTo(404);
        }
    }

    private static int get(HttpClient client, int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/dev/open/a");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> send(HttpClient client, TestServer server, String method, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.server().port() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
