package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.MailBag;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A server whose metrics are read as Prometheus would. */
final class RunningServer implements AutoCloseable {
    private static final String CREDENTIALS = """
            {"email": "ada@example.com", "password": "%s"}""";
    private static final String PASSWORD = "correct horse battery staple";

    private final FakeMailTransport mail = new FakeMailTransport();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SallyportSystem system;
    private final Server server;
    private final ApiClient api;

    RunningServer(DatabaseSettings database, String... settings) {
        Configuration configuration = Configuration.parse(Settings.on(database, settings));
        system = SallyportSystem.start(configuration, mail);
        server = Server.start(configuration, system, List.of());
        api = new ApiClient(URI.create(server.url()).getPort());
    }

    /** Registers, proves the address, mistypes the password, signs in, refreshes, replays the first refresh token and signs out. */
    void walkTheMainJob() {
        String registration = api.post("/api/v1/auth/register", CREDENTIALS.formatted(PASSWORD))
                .text("registrationId");
        ApiAnswer registered = api.post(
                "/api/v1/auth/verify-email", """
                {"registrationId": "%s", "code": "%s"}""".formatted(registration, MailBag.codeFor("ada@example.com", mail)));
        api.post("/api/v1/auth/login", CREDENTIALS.formatted("not the password"));
        ApiAnswer signedIn = api.post("/api/v1/auth/login", CREDENTIALS.formatted(PASSWORD));
        refresh(refresh(signedIn));
        refresh(signedIn);
        api.send(ApiRequest.get("/api/v1/me").bearer(registered.text("accessToken")));
        api.send(ApiRequest.post("/api/v1/auth/logout").bearer(registered.text("accessToken")));
    }

    private ApiAnswer refresh(ApiAnswer tokens) {
        return api.post("/api/v1/auth/refresh", "{\"refreshToken\": \"%s\"}".formatted(tokens.text("refreshToken")));
    }

    List<String> metrics() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + server.managementPort().orElseThrow() + "/metrics");
        return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    @Override
    public void close() {
        api.close();
        server.close();
        system.close();
        client.close();
    }
}
