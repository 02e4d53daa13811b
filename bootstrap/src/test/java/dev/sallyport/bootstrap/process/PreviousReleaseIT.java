package dev.sallyport.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import dev.sallyport.bootstrap.MailBag;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The previous release's server on a database that this version has migrated, beside a server of this version: what happens in every update. The
 * system property {@code sallyport.previous.jar} names its jar, with {@code lib/} beside it; {@code .ci/previous-release} builds it.
 */
class PreviousReleaseIT {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final String PASSWORD = "correct horse battery staple";

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    private final HttpClient http = HttpClient.newHttpClient();
    private int mails;

    private static Path previousJar() {
        Path jar = Path.of(System.getProperty("sallyport.previous.jar", "none"));
        if (Files.isRegularFile(jar)) {
            return jar;
        }
        String message =
                "No jar of the previous release is given: that its servers run on with this version's schema is NOT tested."
                        + " Have .ci/previous-release build one and run this test.";
        System.err.println(message);
        return abort(message);
    }

    /** An answer, which an older version's contract may be right about. */
    private record Answer(int status, JsonNode json) {
        private String text(String member) {
            return json.path(member).asText();
        }
    }

    private Answer send(int port, String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }

    private Answer post(int port, String path, String... members) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            body.put(members[i], members[i + 1]);
        }
        return send(port, "POST", path, "", body.toString());
    }

    private Answer get(int port, String path, String token) throws IOException, InterruptedException {
        return send(port, "GET", path, token, "");
    }

    @Test
    void runsOnBesideThisVersionOnItsSchema() throws Exception {
        Path jar = previousJar();
        GreenMail mailServer = TestMailServer.start();
        Map<String, String> environment = new HashMap<>(Settings.on(
                database,
                "SMTP_PORT",
                Integer.toString(mailServer.getSmtp().getPort()),
                "RATE_LIMITS",
                "off",
                "MIGRATE_ON_START",
                "false"));
        try (SallyportProcess current = SallyportProcess.start(environment, "serve")) {
            int ours = current.awaitReady();
            try (SallyportProcess previous = SallyportProcess.startJar(jar, List.of(), environment, "serve")) {
                int theirs = previous.awaitReady();

                // Begun by either, finished by the other.
                doTheMainJob(theirs, ours, "ada@example.com", mailServer);
                doTheMainJob(ours, theirs, "bob@example.com", mailServer);
                readEveryList(theirs, "ada@example.com");
                readEveryList(ours, "bob@example.com");

                previous.terminate();
                assertThat(previous.awaitExit()).isZero();
                assertThat(previous.output()).noneMatch(line -> line.contains("ERROR"));
            }
            assertThat(current.output()).noneMatch(line -> line.contains("ERROR"));
        } finally {
            mailServer.stop();
            http.close();
        }
    }

    private void doTheMainJob(int one, int other, String email, GreenMail mailServer) throws Exception {
        Answer registered = post(one, "auth/register", "email", email, "password", PASSWORD);
        assertThat(registered.status()).isEqualTo(202);
        mails = mails + 1;
        assertThat(mailServer.waitForIncomingEmail(20_000, mails)).isTrue();
        MimeMultipart mail = (MimeMultipart) mailServer.getReceivedMessages()[mails - 1].getContent();
        String code = MailBag.codeIn((String) mail.getBodyPart(0).getContent());
        assertThat(post(other, "auth/verify-email", "registrationId", registered.text("registrationId"), "code", code)
                        .status())
                .isEqualTo(200);

        Answer signedIn = post(one, "auth/login", "email", email, "password", PASSWORD);
        assertThat(signedIn.status()).isEqualTo(200);
        Answer refreshed = post(other, "auth/refresh", "refreshToken", signedIn.text("refreshToken"));
        assertThat(refreshed.status()).isEqualTo(200);
        String token = refreshed.text("accessToken");
        for (int port : List.of(one, other)) {
            assertThat(get(port, "me", token).text("email")).isEqualTo(email);
            assertThat(get(port, "me/sessions", token).status()).isEqualTo(200);
        }
        assertThat(post(one, "auth/logout", "refreshToken", refreshed.text("refreshToken"))
                        .status())
                .isEqualTo(204);
        for (int port : List.of(one, other)) {
            await().atMost(PROMPT)
                    .untilAsserted(
                            () -> assertThat(get(port, "me", token).status()).isEqualTo(401));
        }
    }

    /** As an administrator. A list that the server does not know is none that it could fail to read. */
    private void readEveryList(int port, String email) throws Exception {
        Sql.execute(database, "INSERT INTO user_roles SELECT id, 'admin' FROM users WHERE email = '" + email + "'");
        String token =
                post(port, "auth/login", "email", email, "password", PASSWORD).text("accessToken");
        for (String list : List.of("users", "audit-events", "mail", "roles", "stats", "invitations")) {
            assertThat(get(port, "admin/" + list, token).status()).as(list).isIn(200, 404);
        }
    }
}
