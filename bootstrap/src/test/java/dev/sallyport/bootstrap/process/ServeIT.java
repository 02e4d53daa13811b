package dev.sallyport.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import dev.sallyport.bootstrap.MailBag;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged server as a process: what its users start, talk to and stop. */
class ServeIT {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String REGISTRATION = """
            {"email": "ada@example.com", "password": "correct horse battery staple"}""";

    @Test
    void registersVerifiesSignsInRefreshesAndSignsOutByRealMail() throws Exception {
        GreenMail mailServer = TestMailServer.start();
        Map<String, String> environment = Settings.on(
                POSTGRES.server().createEmptyDatabase(),
                "SMTP_PORT",
                Integer.toString(mailServer.getSmtp().getPort()));
        try (SallyportProcess server = SallyportProcess.start(environment, "serve");
                ApiClient client = new ApiClient(server.awaitReady())) {
            signUp(client, mailServer);
            ApiAnswer signedIn = client.post("/api/v1/auth/login", REGISTRATION);
            ApiAnswer refreshed = client.post("/api/v1/auth/refresh", """
                    {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")));
            assertThat(client.send(ApiRequest.get("/api/v1/me").bearer(refreshed.text("accessToken")))
                            .text("email"))
                    .isEqualTo("ada@example.com");
            assertThat(client.post("/api/v1/auth/logout", """
                                    {"refreshToken": "%s"}""".formatted(refreshed.text("refreshToken")))
                            .status())
                    .isEqualTo(204);

            server.terminate();

            assertThat(server.awaitExit()).isZero();
            assertThat(String.join("\n", server.output()))
                    .doesNotContain(
                            "ada@example.com",
                            "correct horse",
                            refreshed.text("refreshToken"),
                            refreshed.text("accessToken"),
                            Settings.MASTER_KEY);
        } finally {
            mailServer.stop();
        }
    }

    /** The new account's tokens. */
    private static ApiAnswer signUp(ApiClient client, GreenMail mailServer) throws MessagingException, IOException {
        ApiAnswer registered = client.post("/api/v1/auth/register", REGISTRATION);
        assertThat(mailServer.waitForIncomingEmail(10_000, 1)).isTrue();
        ApiAnswer verified = client.post("/api/v1/auth/verify-email", """
                {"registrationId": "%s", "code": "%s"}""".formatted(
                        registered.text("registrationId"), MailBag.codeIn(text(mailServer))));
        assertThat(verified.status()).isEqualTo(200);
        return verified;
    }

    private static String text(GreenMail mailServer) throws MessagingException, IOException {
        MimeMultipart alternatives = (MimeMultipart) mailServer.getReceivedMessages()[0].getContent();
        BodyPart text = alternatives.getBodyPart(0);
        return (String) text.getContent();
    }

    @Test
    void survivesHundredsOfSignInsAtOnceOnASmallHeap() throws Exception {
        GreenMail mailServer = TestMailServer.start();
        Map<String, String> environment = Settings.on(
                POSTGRES.server().createEmptyDatabase(),
                "SMTP_PORT",
                Integer.toString(mailServer.getSmtp().getPort()),
                "RATE_LIMITS",
                "off",
                // So that none of these sign-ins ends the session in which /me is read.
                "SESSION_MAX_PER_USER",
                "1000");
        try (SallyportProcess server = SallyportProcess.start(List.of("-Xmx256m"), environment, "serve");
                ApiClient client = new ApiClient(server.awaitReady())) {
            ApiRequest me = ApiRequest.get("/api/v1/me")
                    .bearer(signUp(client, mailServer).text("accessToken"));

            try (LoginStorm storm = LoginStorm.on(server.awaitReady(), 500, REGISTRATION)) {
                assertThat(storm.answers())
                        .hasSize(500)
                        .contains("200", "503 with Retry-After")
                        .containsOnly("200", "503 with Retry-After");
            }

            assertThat(client.send(me).status()).isEqualTo(200);
            assertThat(client.post("/api/v1/auth/login", REGISTRATION).status()).isEqualTo(200);
            assertThat(server.output()).noneMatch(line -> line.contains("OutOfMemoryError"));
        } finally {
            mailServer.stop();
        }
    }

    @Test
    void answersEverybodyWhoWasInsideWhenItIsToldToStop() throws InterruptedException {
        Map<String, String> environment =
                Settings.on(POSTGRES.server().createDatabase(), "RATE_LIMITS", "off", "PASSWORD_HASH_MAX_WAIT", "30s");
        try (SallyportProcess server = SallyportProcess.start(environment, "serve")) {
            Load load = Load.on(server.awaitReady(), 12);
            await().atMost(Duration.ofMinutes(1)).until(() -> load.answered() > 24);

            load.serverIsToldToStop();
            server.terminate();

            assertThat(server.awaitExit()).isZero();
            load.close();
            assertThat(load.dropped()).isEmpty();
        }
    }

    @Test
    void quitsAtOnceWhenItIsToldTwice() throws InterruptedException {
        // A grace that nobody waits for, and a request that is not finished: its body never comes.
        Map<String, String> environment = Settings.on(POSTGRES.server().createDatabase(), "SHUTDOWN_GRACE", "10m");
        try (SallyportProcess server = SallyportProcess.start(environment, "serve")) {
            try (HalfRequest unfinished = HalfRequest.to(server.awaitReady())) {
                server.terminate();
                await().until(() -> server.output().stream().anyMatch(line -> line.contains("Stopping")));
                assertThat(server.isAlive()).isTrue();

                server.terminate();

                assertThat(server.awaitExit()).isEqualTo(128 + 15);
                assertThat(unfinished).isNotNull();
            }
        }
    }

    @Test
    void logsOneJsonObjectALineIfToldTo() throws Exception {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        Map<String, String> environment = Settings.on(database, "LOG_FORMAT", "json", "LOG_LEVEL", "debug");
        try (SallyportProcess server = SallyportProcess.start(environment, "serve")) {
            int port = server.awaitReady();
            try (ApiClient client = new ApiClient(port)) {
                client.post("/api/v1/auth/login", REGISTRATION);
            }
            server.terminate();
            assertThat(server.awaitExit()).isZero();

            assertThat(server.output()).isNotEmpty();
            for (String line : server.output()) {
                assertThat(new ObjectMapper().readTree(line).path("level").asText())
                        .as(line)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void refusesABadConfigurationInWords() throws InterruptedException {
        try (SallyportProcess server = SallyportProcess.start(Map.of("JWT_ISSUR", "me"), "serve")) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.output())
                    .anyMatch(line -> line.contains("5 settings need mending"))
                    .anyMatch(line -> line.contains("Did you mean JWT_ISSUER?"))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void knowsItsVersion() throws InterruptedException {
        try (SallyportProcess program = SallyportProcess.start(Map.of(), "--version")) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.output()).singleElement().asString().matches("sallyport [0-9]+\\.[0-9]+\\.[0-9]+.*");
        }
    }

    @Test
    void carriesNoToolsForDevelopment() throws IOException {
        try (Stream<Path> libraries =
                Files.list(Path.of(System.getProperty("sallyport.jar")).resolveSibling("lib"))) {
            List<String> names =
                    libraries.map(library -> library.getFileName().toString()).toList();
            assertThat(names).isNotEmpty().noneMatch(name -> name.matches("(h2-|embedded-|junit|assertj|greenmail).*"));
        }
    }
}
