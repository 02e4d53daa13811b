package dev.sallyport.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.ratelimit.testing.RedisProcess;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The function under AWS's own runtime interface client, on real PostgreSQL, Redis and SMTP. */
@Timeout(180)
class FunctionTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*([0-9]{8})\\s*$");

    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    @TempDir
    Path directory;

    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    @BeforeEach
    void startMail() {
        smtp.start();
    }

    @AfterEach
    void stopMail() {
        smtp.stop();
    }

    private Map<String, String> environment(String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_USER", database.user(),
                "DATABASE_PASSWORD", database.password(),
                "DATABASE_POOL_SIZE", "1",
                "MIGRATE_ON_START", "false",
                "MASTER_KEY", "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=",
                "PUBLIC_URL", "https://accounts.example.com",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_FROM", "accounts@example.com",
                "SMTP_SECURITY", "none"));
        environment.put("SMTP_PORT", Integer.toString(smtp.getSmtp().getPort()));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private int connectionsOfTheFunction() throws SQLException {
        try (Connection connection = connection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = 'sallyport'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private String mailedCode(int mails) throws Exception {
        assertThat(smtp.waitForIncomingEmail(30_000, mails)).isTrue();
        MimeMessage mail = smtp.getReceivedMessages()[mails - 1];
        Matcher code = CODE.matcher(GreenMailUtil.getBody(mail).replace("\r\n", "\n"));
        assertThat(code.find()).as("a code in the mail").isTrue();
        return code.group(1);
    }

    private static String registration(String email) {
        return Events.JSON
                .createObjectNode()
                .put("email", email)
                .put("password", PASSWORD)
                .put("displayName", "Ada Lövelace")
                .toString();
    }

    private JsonNode signUp(FunctionProcess function) throws Exception {
        JsonNode registered =
                function.send(Events.http("POST", "/api/v1/auth/register", registration("ada@example.com")));
        assertThat(registered.path("statusCode").asInt())
                .as(registered.toString())
                .isEqualTo(202);
        ObjectNode proof = Events.JSON
                .createObjectNode()
                .put("registrationId", body(registered).path("registrationId").asText())
                .put("code", mailedCode(1));
        JsonNode verified = function.send(Events.http("POST", "/api/v1/auth/verify-email", proof.toString()));
        assertThat(verified.path("statusCode").asInt()).as(verified.toString()).isEqualTo(200);
        return body(verified);
    }

    private static JsonNode body(JsonNode answer) {
        assertThat(answer.path("isBase64Encoded").asBoolean()).isFalse();
        return Events.json(answer.path("body").asText());
    }

    private static ObjectNode me(String accessToken) {
        return Events.with(Events.http("GET", "/api/v1/me"), "authorization", "Bearer " + accessToken);
    }

    @Test
    void doesTheWholeMainJob() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function = FunctionProcess.start(
                        api, directory, environment("RATE_LIMIT_STORE", "redis", "REDIS_URL", redis.url()))) {
            signUp(function);

            ObjectNode login = Events.http(
                    "POST",
                    "/api/v1/auth/login",
                    "{\"email\": \"ada@example.com\", \"password\": \"" + PASSWORD + "\"}");
            JsonNode signedIn = function.send(Events.with(inABrowser(login), "x-token-delivery", "cookie"));
            assertThat(signedIn.path("statusCode").asInt())
                    .as(signedIn.toString())
                    .isEqualTo(200);
            assertThat(signedIn.path("headers").has("set-cookie")).isFalse();
            assertThat(signedIn.path("headers").path("cache-control").asText()).isEqualTo("no-store");
            String cookie = signedIn.path("cookies").path(0).asText();
            assertThat(cookie).startsWith("__Host-").contains("HttpOnly", "Secure", "SameSite=Strict");
            assertThat(body(signedIn).has("refreshToken")).isFalse();

            JsonNode ada = function.send(me(body(signedIn).path("accessToken").asText()));
            assertThat(body(ada).path("email").asText()).isEqualTo("ada@example.com");
            assertThat(body(ada).path("displayName").asText()).isEqualTo("Ada Lövelace");

            JsonNode refreshed = function.send(refresh(cookie));
            assertThat(refreshed.path("statusCode").asInt())
                    .as(refreshed.toString())
                    .isEqualTo(200);
            String accessToken = body(refreshed).path("accessToken").asText();
            assertThat(refreshed.path("cookies").path(0).asText())
                    .startsWith("__Host-")
                    .isNotEqualTo(cookie);

            JsonNode out = function.send(
                    Events.with(Events.http("POST", "/api/v1/auth/logout"), "authorization", "Bearer " + accessToken));
            assertThat(out.path("statusCode").asInt()).as(out.toString()).isEqualTo(204);
            assertThat(out.has("body")).isFalse();
            JsonNode outside = function.send(me(accessToken));
            assertThat(outside.path("statusCode").asInt()).isEqualTo(401);
            assertThat(outside.path("headers").path("www-authenticate").asText())
                    .contains("invalid_token");
            assertThat(connectionsOfTheFunction()).isEqualTo(1);
            assertThat(function.log()).doesNotContain(" WARN ", " ERROR ");
        }
    }

    private static ObjectNode refresh(String setCookie) {
        ObjectNode event = inABrowser(Events.http("POST", "/api/v1/auth/refresh"));
        return Events.withCookies(event, "theme=dark", setCookie.split(";", -1)[0]);
    }

    private static ObjectNode inABrowser(ObjectNode event) {
        Events.with(event, "origin", "https://accounts.example.com");
        return Events.with(event, "sec-fetch-site", "same-origin");
    }

    @Test
    void knowsAfterItStoodStillWhatWasRevokedMeanwhile() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function = FunctionProcess.start(api, directory, environment())) {
            String accessToken = signUp(function).path("accessToken").asText();
            assertThat(function.send(me(accessToken)).path("statusCode").asInt())
                    .isEqualTo(200);

            function.freeze();
            sql("UPDATE sessions SET ended_at = now()");
            sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'sallyport'");
            // So long that it has to ask again; the process's time cannot be steered.
            await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
            function.thaw();

            assertThat(function.send(me(accessToken)).path("statusCode").asInt())
                    .isEqualTo(401);
            assertThat(function.send(Events.http("GET", "/health/ready"))
                            .path("statusCode")
                            .asInt())
                    .isEqualTo(200);
        }
    }

    @Test
    void deliversMailWhenTheScheduleComesWhereNothingCanBeDoneAfterAnswers() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(false);
                FunctionProcess function = FunctionProcess.start(api, directory, environment())) {
            function.send(Events.http("POST", "/api/v1/auth/register", registration("ada@example.com")));
            function.awaitIdle();
            assertThat(smtp.getReceivedMessages()).isEmpty();

            JsonNode done = function.send(Events.schedule());

            assertThat(done.path("unfinished").isArray()).isTrue();
            assertThat(done.path("unfinished")).isEmpty();
            assertThat(mailedCode(1)).hasSize(8);
            assertThat(function.log())
                    .contains("nothing can be done after answers", "upkeep is over")
                    .doesNotContain("upkeep left");
        }
    }

    @Test
    void isHeldUpOnlyOnceByAMailServerThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function = FunctionProcess.start(
                        api, directory, environment("SMTP_PORT", Integer.toString(silent.getLocalPort())))) {
            List<Socket> conversations = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> listen(silent, conversations));
            function.send(Events.http("POST", "/api/v1/auth/register", registration("ada@example.com")));
            function.awaitIdle();
            assertThat(conversations).hasSize(1);

            function.send(Events.http("POST", "/api/v1/auth/register", registration("bob@example.com")));
            function.awaitIdle();
            assertThat(conversations).hasSize(1);

            JsonNode upkeep = function.send(Events.schedule());
            function.awaitIdle();
            assertThat(conversations).hasSizeGreaterThan(1);
            assertThat(upkeep.path("unfinished")).isEmpty();
            assertThat(function.log()).contains("delivering mail does not work");
        }
    }

    /** Takes every connection and keeps it. */
    private static void listen(ServerSocket server, List<Socket> conversations) {
        try {
            while (!server.isClosed()) {
                conversations.add(server.accept());
            }
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    @Test
    void opensEverythingAnewAfterASnapshot() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function = FunctionProcess.start(
                        api, directory, environment("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
            api.awaitSnapshot();
            assertThat(connectionsOfTheFunction()).isZero();

            api.restore();

            assertThat(signUp(function).path("user").path("email").asText()).isEqualTo("ada@example.com");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function = FunctionProcess.start(api, directory, environment())) {
            RuntimeApi.Outcome outcome = api.invoke("{\"httpMethod\": \"GET\", \"path\": \"/\"}");

            assertThat(outcome.failed()).isTrue();
            assertThat(outcome.body()).contains("payload format 2.0");
            assertThat(function.send(Events.http("GET", "/health/live"))
                            .path("statusCode")
                            .asInt())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysEverythingThatIsWrongWithItsSettings() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(true);
                FunctionProcess function =
                        FunctionProcess.start(api, directory, environment("MASTER_KEY", "weak", "PORT", "x"))) {
            assertThat(api.initError()).contains("MASTER_KEY", "PORT");
            assertThat(function.log()).doesNotContain("weak");
        }
    }
}
