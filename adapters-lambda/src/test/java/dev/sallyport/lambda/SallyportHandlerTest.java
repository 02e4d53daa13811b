package dev.sallyport.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler in this process. */
class SallyportHandlerTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String DENIED = "198.51.100.9";
    private static SallyportHandler handler;

    @BeforeAll
    static void open() throws IOException {
        DatabaseSettings database = POSTGRES.server().createEmptyDatabase();
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
        environment.put("CLIENT_DENYLIST", DENIED);
        environment.put("DATABASE_REPLICA_URL", "postgresql://127.0.0.1:1/none");
        environment.put("TRUSTED_PROXIES", "192.0.2.0/24");
        ByteArrayOutputStream migrated = new ByteArrayOutputStream();
        new MigrationHandler(environment)
                .handleRequest(new ByteArrayInputStream(new byte[0]), migrated, new FixedTime());
        assertThat(Events.json(migrated.toString(StandardCharsets.UTF_8))
                        .path("applied")
                        .asInt())
                .isPositive();
        handler = new SallyportHandler(environment);
    }

    @AfterAll
    static void close() {
        handler.close();
    }

    private static JsonNode send(ObjectNode event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(Events.JSON.writeValueAsBytes(event)), answer, new FixedTime());
        return Events.JSON.readTree(answer.toByteArray());
    }

    private static int status(ObjectNode event) throws IOException {
        return send(event).path("statusCode").asInt();
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        JsonNode answer = send(Events.http("HEAD", "/.well-known/jwks.json"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.path("headers").path("content-type").asText()).startsWith("application/");
        assertThat(answer.has("body")).isFalse();
    }

    @Test
    void tellsOfTextAsTextAndOfHeadersByThemselves() throws IOException {
        JsonNode answer = send(Events.http("GET", "/openapi.yaml"));

        assertThat(answer.path("isBase64Encoded").asBoolean(true)).isFalse();
        assertThat(answer.path("body").asText()).startsWith("openapi:");
        assertThat(answer.path("headers").path("x-content-type-options").asText())
                .isEqualTo("nosniff");
        assertThat(answer.path("headers").has("connection")).isFalse();
        assertThat(answer.path("headers").has("content-length")).isFalse();
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        String body = "{\"email\": \"" + "a".repeat(70_000) + "\"}";

        assertThat(status(Events.http("POST", "/api/v1/auth/login", body))).isEqualTo(413);
        assertThat(status(Events.http("POST", "/api/v1/auth/login").put("body", body)))
                .isEqualTo(413);
    }

    @Test
    void refusesABodyOfManyMegabytesLikeOneThatIsALittleTooLarge() throws IOException {
        String body = "{\"email\": \"" + "a".repeat(4_500_000) + "\"}";

        assertThat(status(Events.http("POST", "/api/v1/auth/login").put("body", body)))
                .isEqualTo(413);
    }

    @Test
    void takesATabInAHeaderAsHttpDoes() throws IOException {
        assertThat(status(Events.with(Events.http("GET", "/health/live"), "x-any", "a\tb")))
                .isEqualTo(200);
    }

    @Test
    void leavesAReplicaAlone() throws IOException {
        JsonNode ready = send(Events.http("GET", "/health/ready"));

        assertThat(ready.path("statusCode").asInt()).isEqualTo(200);
        assertThat(ready.path("body").asText()).doesNotContain("replica");
    }

    @Test
    void readsABodyThatIsNotInBase64() throws IOException {
        ObjectNode event = Events.http("POST", "/api/v1/auth/refresh").put("body", "{\"refreshToken\": \"nöne\"}");

        assertThat(status(event)).isEqualTo(401);
    }

    @Test
    void findsRoutesBehindAStage() throws IOException {
        assertThat(status(Events.onStage(Events.http("GET", "/prod/health/live"), "prod")))
                .isEqualTo(200);
        assertThat(status(Events.onStage(Events.http("GET", "/product/health/live"), "prod")))
                .isEqualTo(404);
    }

    @Test
    void hasNothingOfTheManagementPort() throws IOException {
        assertThat(status(Events.http("GET", "/metrics"))).isEqualTo(404);
    }

    @Test
    void knowsTheClientByWhatApiGatewaySaysAndNotByWhatItClaims() throws IOException {
        ObjectNode denied = Events.from(Events.http("GET", "/.well-known/jwks.json"), DENIED);
        assertThat(status(denied)).isEqualTo(403);
        assertThat(status(Events.with(denied, "x-forwarded-for", "203.0.113.1")))
                .isEqualTo(403);
        assertThat(status(Events.with(denied, "forwarded", "for=203.0.113.1"))).isEqualTo(403);

        ObjectNode innocent = Events.http("GET", "/.well-known/jwks.json");
        assertThat(status(Events.with(innocent, "x-forwarded-for", DENIED))).isEqualTo(200);
        assertThat(status(Events.with(innocent, "forwarded", "for=" + DENIED))).isEqualTo(200);
    }

    @Test
    void believesAProxyBeforeApiGatewayThatIsTrusted() throws IOException {
        ObjectNode event = Events.from(Events.http("GET", "/.well-known/jwks.json"), "192.0.2.1");

        assertThat(status(Events.with(event, "x-forwarded-for", "203.0.113.1, " + DENIED + ", 192.0.2.1")))
                .isEqualTo(403);
        assertThat(status(Events.with(event, "x-forwarded-for", DENIED + ", 203.0.113.1, 192.0.2.1")))
                .isEqualTo(200);
    }

    @Test
    void refusesAHeaderThatWouldBeTwo() throws IOException {
        ObjectNode event =
                Events.with(Events.http("GET", "/health/live"), "x-any", "a\r\nx-forwarded-for: 203.0.113.1");

        assertThat(status(event)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": \"2.0\", \"requestContext\": {\"http\": {\"method\": \"GET\"}}}",
                "{\"version\": \"2.0\", \"requestContext\": {\"http\": {\"method\": \"GET /x\", \"sourceIp\": \"203.0.113.7\"}}}",
                "{\"version\": \"2.0\", \"isBase64Encoded\": true, \"body\": \"?\","
                        + " \"requestContext\": {\"http\": {\"method\": \"PUT\", \"sourceIp\": \"203.0.113.7\"}}}"
            })
    void answersARequestThatHttpCannotHave(String event) throws IOException {
        JsonNode answer = send((ObjectNode) Events.json(event));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
        assertThat(answer.path("headers").path("content-type").asText()).isEqualTo("application/problem+json");
        assertThat(Events.json(answer.path("body").asText()).path("title").asText())
                .startsWith("This request of an HTTP API has ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Records\": []}", "{\"version\": \"1.0\", \"httpMethod\": \"GET\"}"})
    void refusesOtherEvents(String event) {
        assertThatThrownBy(() -> send((ObjectNode) Events.json(event)))
                .isInstanceOf(UnknownEvent.class)
                .hasMessageStartingWith("Th");
    }

    @Test
    void doesItsUpkeepOnAnyKindOfSchedule() throws IOException {
        assertThat(send(Events.schedule()).path("unfinished")).isEmpty();
        assertThat(send((ObjectNode) Events.json("{\"sallyport\": \"upkeep\"}")).path("unfinished"))
                .isEmpty();
    }

    @Test
    void writesPathsAsTheyCameAndAsHttpCanHaveThem() {
        assertThat(RawUri.written("/a%2Fb/c%20d/%zz/ä b\"/x:y;z=1?k=a+b&l={1}"))
                .isEqualTo("/a%2Fb/c%20d/%25zz/%C3%A4%20b%22/x:y;z=1?k=a+b&l=%7B1%7D");
    }

    @Test
    void tellsOfWhatIsNoTextInBase64AndOfEachCookieByItself() {
        byte[] image = {(byte) 0x89, 'P', 'N', 'G'};

        JsonNode answer = new HttpAnswer(
                        200,
                        List.of(
                                new HttpApiRequest.Header("content-type", "image/png"),
                                new HttpApiRequest.Header("set-cookie", "a=1; Path=/"),
                                new HttpApiRequest.Header("set-cookie", "b=2; Path=/"),
                                new HttpApiRequest.Header("vary", "Accept"),
                                new HttpApiRequest.Header("vary", "Origin")),
                        image)
                .toJson();

        assertThat(answer.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(answer.path("body").asText())).isEqualTo(image);
        assertThat(answer.path("cookies")).extracting(JsonNode::asText).containsExactly("a=1; Path=/", "b=2; Path=/");
        assertThat(answer.path("headers").path("vary").asText()).isEqualTo("Accept, Origin");
    }
}
