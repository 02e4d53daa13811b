package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server as production wires it, over HTTP on a real PostgreSQL. */
class ServerTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private final FakeMailTransport mail = new FakeMailTransport();

    private static ApiClient clientOf(Server server) {
        return new ApiClient(URI.create(server.url()).getPort());
    }

    @Test
    void doesTheWholeJobOverHttp() {
        Configuration configuration = Configuration.parse(Settings.on(POSTGRES.settings()));
        try (SallyportSystem system = SallyportSystem.start(configuration, mail);
                Server server = Server.start(configuration, system, List.of());
                ApiClient client = clientOf(server)) {
            ApiAnswer registered = client.post("/api/v1/auth/register", """
                    {"email": "ada@example.com", "password": "correct horse battery staple"}""");
            assertThat(registered.status()).isEqualTo(202);

            ApiAnswer verified = client.post("/api/v1/auth/verify-email", """
                    {"registrationId": "%s", "code": "%s"}""".formatted(
                            registered.text("registrationId"), MailBag.codeFor("ada@example.com", mail)));
            assertThat(verified.status()).isEqualTo(200);

            ApiAnswer signedIn = client.post("/api/v1/auth/login", """
                    {"email": "Ada@Example.com", "password": "correct horse battery staple"}""");
            ApiAnswer refreshed = client.post("/api/v1/auth/refresh", """
                    {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")));
            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(refreshed.text("refreshToken")).isNotEqualTo(signedIn.text("refreshToken"));

            ApiAnswer me = client.send(ApiRequest.get("/api/v1/me").bearer(refreshed.text("accessToken")));
            assertThat(me.text("email")).isEqualTo("ada@example.com");

            ApiAnswer signedOut = client.post("/api/v1/auth/logout", """
                    {"refreshToken": "%s"}""".formatted(refreshed.text("refreshToken")));
            assertThat(signedOut.status()).isEqualTo(204);
            assertThat(client.send(ApiRequest.get("/api/v1/me").bearer(refreshed.text("accessToken")))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void saysThatItIsNotReadyWhileTheDatabaseIsAwayAndRecovers() throws IOException {
        try (DatabaseProxy wire = DatabaseProxy.before(POSTGRES.server().createDatabase())) {
            Configuration configuration = Configuration.parse(Settings.on(wire.settings()));
            try (SallyportSystem system = SallyportSystem.start(configuration, mail);
                    Server server = Server.start(configuration, system, List.of());
                    ApiClient client = clientOf(server)) {
                assertThat(client.get("/health/ready").status()).isEqualTo(200);

                wire.cut();

                ApiAnswer unready = client.get("/health/ready");
                assertThat(unready.status()).isEqualTo(503);
                assertThat(unready.json().at("/dependencies/database").asText()).isEqualTo("down");
                assertThat(client.get("/health/live").status()).isEqualTo(200);
                ApiAnswer refused = client.post("/api/v1/auth/login", """
                        {"email": "ada@example.com", "password": "correct horse battery staple"}""");
                assertThat(refused.outcome()).isEqualTo("503 service-unavailable");
                assertThat(refused.header("Retry-After")).isPresent();

                wire.restore();

                await().atMost(Duration.ofSeconds(10))
                        .until(() -> client.get("/health/ready").status() == 200);
                assertThat(client.post("/api/v1/auth/login", """
                                        {"email": "ada@example.com", "password": "correct horse battery staple"}""").status()).isEqualTo(401);
            }
        }
    }

    @Test
    void namesTheSettingOfAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = Integer.toString(other.getLocalPort());

            assertThatThrownBy(() -> start("PORT", taken))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken)
                    .hasMessageContaining(" PORT.");
            assertThatThrownBy(() -> start("MANAGEMENT_PORT", taken))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(" MANAGEMENT_PORT.");
        }
    }

    private void start(String setting, String value) {
        Configuration configuration = Configuration.parse(Settings.on(POSTGRES.settings(), setting, value));
        try (SallyportSystem system = SallyportSystem.start(configuration, mail)) {
            Server.start(configuration, system, List.of()).close();
        }
    }

    @Test
    void saysInOneLineWhereItIsReady() {
        Configuration configuration = Configuration.parse(Settings.on(POSTGRES.settings()));
        try (SallyportSystem system = SallyportSystem.start(configuration, mail);
                Server server = Server.start(configuration, system, List.of())) {
            assertThat(server.readyLine())
                    .matches("Sallyport is ready on http://localhost:[0-9]+ \\([0-9]+\\.[0-9] s\\)");
        }
    }
}
