package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthcheckTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static Terminal askingPort(int port) {
        return new Terminal(Map.of("MANAGEMENT_PORT", Integer.toString(port)));
    }

    /** Asks somebody who answers everything with that. */
    private static Terminal askingWhoSays(int status, String body) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/health/ready", exchange -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
            try {
                Terminal terminal = askingPort(server.getAddress().getPort());
                assertThat(terminal.type("healthcheck")).isEqualTo(status == 200 ? 0 : 1);
                return terminal;
            } finally {
                server.stop(0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void isFineWithAServerThatIsReadyAndRefusesOneThatStops() throws InterruptedException {
        Configuration configuration =
                Configuration.parse(Settings.on(POSTGRES.settings(), "LOG_LEVEL", "error", "SHUTDOWN_GRACE", "0"));
        try (SallyportSystem system = SallyportSystem.start(configuration);
                Server server = Server.start(configuration, system, List.of())) {
            int port = server.managementPort().orElseThrow();
            Terminal before = askingPort(port);
            Terminal after = askingPort(port);

            assertThat(before.type("healthcheck")).isZero();
            server.retire();
            assertThat(after.type("healthcheck")).isEqualTo(1);

            assertThat(before.out()).isEqualTo("Ready.\n");
            assertThat(before.err()).isEmpty();
            assertThat(after.out()).isEmpty();
            assertThat(after.err()).isEqualTo("Not ready: it is stopping.\n");
        }
    }

    @Test
    void saysInOneLineWhatIsDown() {
        Terminal terminal = askingWhoSays(
                503,
                "{\"status\":\"unavailable\",\"dependencies\":{\"database\":\"down\",\"revocations\":\"up\",\"redis\":\"down\"}}");

        assertThat(terminal.err()).isEqualTo("Not ready: it is unavailable; down: database, redis.\n");
    }

    @Test
    void refusesWhoeverElseAnswers() {
        assertThat(askingWhoSays(404, "Not Found").err()).contains("answers 404: is that Sallyport's MANAGEMENT_PORT?");
        assertThat(askingWhoSays(302, "").err()).contains("answers 302");
        assertThat(askingWhoSays(503, "<html>").err()).isEqualTo("Not ready: it is unavailable.\n");
    }

    @Test
    void refusesIfNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Terminal terminal = askingPort(port);

        assertThat(terminal.type("healthcheck")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualTo("Not ready: nothing answers at http://localhost:" + port + "/health/ready.\n");
    }

    @Test
    @Timeout(10)
    void waitsForNobodyWhoAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Terminal terminal = askingPort(silent.getLocalPort());

            assertThat(terminal.type("healthcheck")).isEqualTo(1);
            assertThat(terminal.err()).contains("nothing answers");
        }
    }

    @Test
    void asksTheAddressThatTheServerListensOn() {
        Terminal terminal = new Terminal(Map.of("HOST", "::1", "MANAGEMENT_PORT", "1"));

        assertThat(terminal.type("healthcheck")).isEqualTo(1);
        assertThat(terminal.err()).contains("http://[::1]:1/health/ready");
    }

    @Test
    void looksAtNoOtherSetting() {
        Terminal terminal =
                new Terminal(Map.of("HOST", "127.0.0.1", "MANAGEMENT_PORT", "1", "PORT", "http", "JWT_BOGUS", "1"));

        assertThat(terminal.type("healthcheck")).isEqualTo(1);
        assertThat(terminal.err()).startsWith("Not ready: ").doesNotContain("PORT ", "JWT_");
    }

    @Test
    void cannotGuessAnyFreePort() {
        Terminal terminal = askingPort(0);

        assertThat(terminal.type("healthcheck")).isEqualTo(1);
        assertThat(terminal.err()).contains("MANAGEMENT_PORT is 0", "Give it a number.");
    }

    @Test
    void takesNoArguments() {
        Terminal terminal = askingPort(1);

        assertThat(terminal.type("healthcheck", "more")).isEqualTo(2);
    }
}
