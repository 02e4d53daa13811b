package dev.sallyport.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is not exactly what an endpoint expects is refused, at every endpoint that takes a body. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadBodiesTest {
    /** What no answer may repeat. */
    private static final String CANARY = "c4n4ry";

    /**
     * An endpoint that takes a body.
     *
     * @param member a member that it knows
     * @param required the members that it cannot do without
     */
    record Endpoint(String method, String path, String member, List<String> required) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * A body that nobody may send.
     *
     * @param json with {@code MEMBER} for a member that the endpoint knows
     * @param error where and what, as the answer is to name it
     */
    record BadBody(String name, String json, String error) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("POST", "/api/v1/auth/register", "email", List.of("/email", "/password")),
            new Endpoint("POST", "/api/v1/auth/register/resend", "registrationId", List.of("/registrationId")),
            new Endpoint("POST", "/api/v1/auth/verify-email", "code", List.of("/registrationId", "/code")),
            new Endpoint("POST", "/api/v1/auth/verify-email", "token", List.of()),
            new Endpoint("POST", "/api/v1/auth/invitation/accept", "token", List.of("/token", "/password")),
            new Endpoint("POST", "/api/v1/auth/login", "email", List.of("/email", "/password")),
            new Endpoint("POST", "/api/v1/auth/login/second-factor", "code", List.of("/challenge", "/factor", "/code")),
            new Endpoint("POST", "/api/v1/auth/step-up", "password", List.of("/password")),
            new Endpoint("POST", "/api/v1/auth/refresh", "refreshToken", List.of("/refreshToken")),
            new Endpoint("POST", "/api/v1/auth/logout", "refreshToken", List.of()),
            new Endpoint("POST", "/api/v1/auth/password/forgot", "email", List.of("/email")),
            new Endpoint("POST", "/api/v1/auth/password/reset", "token", List.of("/token", "/newPassword")),
            new Endpoint("POST", "/api/v1/auth/email/undo", "token", List.of("/token")),
            new Endpoint("POST", "/api/v1/auth/account/keep", "token", List.of("/token")),
            new Endpoint("POST", "/api/v1/me/password", "newPassword", List.of("/newPassword")),
            new Endpoint("POST", "/api/v1/me/email", "newEmail", List.of("/newEmail")),
            new Endpoint("POST", "/api/v1/me/email/confirm", "code", List.of("/code")),
            new Endpoint("DELETE", "/api/v1/me", "password", List.of()),
            new Endpoint("POST", "/api/v1/me/totp", "password", List.of()),
            new Endpoint("POST", "/api/v1/me/totp/confirm", "code", List.of("/code")),
            new Endpoint("DELETE", "/api/v1/me/totp", "code", List.of()),
            new Endpoint("POST", "/api/v1/me/recovery-codes", "password", List.of()),
            new Endpoint("PATCH", "/api/v1/me", "displayName", List.of()));

    /** Where no body is as good as an empty object, if it was proven a moment ago who is asking. */
    private static final Set<String> NEED_NO_BODY = Set.of(
            "DELETE /api/v1/me", "POST /api/v1/me/totp", "DELETE /api/v1/me/totp", "POST /api/v1/me/recovery-codes");

    private static final List<BadBody> BAD_BODIES = List.of(
            new BadBody("broken", "{\"MEMBER\": \"c4n4ry\"", " malformed-json"),
            new BadBody("nothing but a blank", " ", " malformed-json"),
            new BadBody("trailing comma", "{\"MEMBER\": \"c4n4ry\",}", " malformed-json"),
            new BadBody("comment", "{\"MEMBER\": \"c4n4ry\"} // c4n4ry", " malformed-json"),
            new BadBody("single quotes", "{'MEMBER': 'c4n4ry'}", " malformed-json"),
            new BadBody("name without quotes", "{MEMBER: \"c4n4ry\"}", " malformed-json"),
            new BadBody("not a number", "{\"MEMBER\": NaN}", " malformed-json"),
            new BadBody("leading zero", "{\"MEMBER\": 007}", " malformed-json"),
            new BadBody("line break in a text", "{\"MEMBER\": \"c4n4ry\n\"}", " malformed-json"),
            new BadBody("byte order mark", "\uFEFF{\"MEMBER\": \"c4n4ry\"}", " malformed-json"),
            new BadBody("trailing object", "{\"MEMBER\": \"c4n4ry\"} {}", " malformed-json"),
            new BadBody("trailing bracket", "{\"MEMBER\": \"c4n4ry\"}]", " malformed-json"),
            new BadBody("array", "[\"c4n4ry\"]", " not-an-object"),
            new BadBody("text", "\"c4n4ry\"", " not-an-object"),
            new BadBody("number", "47", " not-an-object"),
            new BadBody("null", "null", " not-an-object"),
            new BadBody("twice", "{\"MEMBER\": \"c4n4ry\", \"MEMBER\": \"c4n4ry\"}", "/MEMBER duplicate-member"),
            new BadBody("twice, once escaped", "{\"MEMBER\": \"\", \"\\u00FF\": 1, \"ÿ\": 2}", " duplicate-member"),
            new BadBody("unknown", "{\"MEMBER\": \"c4n4ry\", \"isAdmin\": true}", "/isAdmin unknown-member"),
            new BadBody("other case", "{\"eMail\": \"c4n4ry\"}", "/eMail unknown-member"),
            new BadBody("pointer characters", "{\"a/b~c\": \"c4n4ry\"}", "/a~1b~0c unknown-member"),
            new BadBody("markup for a name", "{\"<c4n4ry>\": 1}", " unknown-member"),
            new BadBody("number for a text", "{\"MEMBER\": 4711}", "/MEMBER wrong-type"),
            new BadBody("fraction for a text", "{\"MEMBER\": 47.11}", "/MEMBER wrong-type"),
            new BadBody("boolean for a text", "{\"MEMBER\": true}", "/MEMBER wrong-type"),
            new BadBody("array for a text", "{\"MEMBER\": [\"c4n4ry\"]}", "/MEMBER wrong-type"),
            new BadBody("object for a text", "{\"MEMBER\": {\"$ne\": \"\"}}", "/MEMBER wrong-type"),
            new BadBody("NUL", "{\"MEMBER\": \"c4n4ry\\u0000\"}", "/MEMBER forbidden-characters"),
            new BadBody("high surrogate alone", "{\"MEMBER\": \"\\uD83D\"}", "/MEMBER forbidden-characters"),
            new BadBody("low surrogate alone", "{\"MEMBER\": \"\\uDE00 c4n4ry\"}", "/MEMBER forbidden-characters"),
            new BadBody("surrogates reversed", "{\"MEMBER\": \"\\uDE00\\uD83D\"}", "/MEMBER forbidden-characters"),
            new BadBody("NUL in a name", "{\"\\u0000\": 1}", " forbidden-characters"),
            new BadBody("17 deep", "{\"MEMBER\": " + "[".repeat(16) + "]".repeat(16) + "}", " too-complex"),
            new BadBody("10,000 deep", "[".repeat(10_000), " too-complex"),
            new BadBody("long number", "{\"MEMBER\": 1" + "0".repeat(2_000) + "}", " too-complex"));

    private TestServer server;
    private String accessToken;

    @BeforeAll
    void start() {
        server = TestServer.start();
        accessToken = server.signedIn().text("accessToken");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> everyBadBodyEverywhere() {
        return ENDPOINTS.stream().flatMap(endpoint -> BAD_BODIES.stream().map(body -> Arguments.of(endpoint, body)));
    }

    @ParameterizedTest
    @MethodSource("everyBadBodyEverywhere")
    void refusesABadBodyAndSaysWhere(Endpoint endpoint, BadBody body) {
        String json = body.json().replace("MEMBER", endpoint.member());

        ApiAnswer answer = send(endpoint, "application/json", json.getBytes(UTF_8));

        assertThat(answer.outcome()).isEqualTo("400 unreadable-body");
        assertThat(errors(answer)).contains(body.error().replace("MEMBER", endpoint.member()));
        assertThat(answer.body()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void refusesWhatIsNotUtf8(Endpoint endpoint) {
        String json = "{\"%s\": \"ä\"}".formatted(endpoint.member());
        List<byte[]> bodies = List.of(
                json.getBytes(ISO_8859_1),
                json.getBytes(UTF_16BE),
                bytes("{\"", endpoint.member(), "\": \"", 0xC0, 0xAF, "\"}"),
                bytes("{\"", endpoint.member(), "\": \"", 0xED, 0xA0, 0x80, "\"}"),
                bytes("{\"", endpoint.member(), "\": \"", 0xF4, 0x90, 0x80, 0x80, "\"}"));

        for (byte[] body : bodies) {
            ApiAnswer answer = send(endpoint, "application/json", body);

            assertThat(answer.outcome()).isEqualTo("400 unreadable-body");
            assertThat(errors(answer)).containsAnyOf(" not-utf-8", " malformed-json");
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void refusesOtherContentTypes(Endpoint endpoint) {
        for (String contentType : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json, text/plain",
                "application/jsonp",
                "json")) {
            ApiAnswer answer = send(endpoint, contentType, "{}".getBytes(UTF_8));

            assertThat(answer.outcome()).as(contentType).isEqualTo("415 unsupported-media-type");
        }
        assertThat(server.send(request(endpoint).body("{}".getBytes(UTF_8))).outcome())
                .isEqualTo("415 unsupported-media-type");
        assertThat(server.send(request(endpoint).json("{}").header("Content-Encoding", "gzip"))
                        .outcome())
                .isEqualTo("415 unsupported-media-type");
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void takesJsonInUtf8HoweverItIsSaid(Endpoint endpoint) {
        for (String contentType : List.of(
                "application/json;charset=utf-8",
                "Application/JSON; Charset=\"UTF-8\"",
                "application/json ; charset=UTF-8")) {
            assertThat(send(endpoint, contentType, "{\"?\": 1}".getBytes(UTF_8)).outcome())
                    .as(contentType)
                    .isEqualTo("400 unreadable-body");
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void readsNoMoreThan64KiB(Endpoint endpoint) {
        String start = "{\"?\": \"";
        String full = start + "x".repeat(65_536 - start.length() - 2) + "\"}";

        assertThat(send(endpoint, "application/json", full.getBytes(UTF_8)).outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(send(endpoint, "application/json", (full + " ").getBytes(UTF_8))
                        .outcome())
                .isEqualTo("413 body-too-large");
        assertThat(server.send(request(endpoint).json(full).chunked()).outcome())
                .isEqualTo("400 unreadable-body");
        assertThat(server.send(request(endpoint).json(full + " ").chunked()).outcome())
                .isEqualTo("413 body-too-large");
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void namesEveryMissingMemberAtOnce(Endpoint endpoint) {
        if (endpoint.required().isEmpty()) {
            return;
        }
        String nulls = "{"
                + String.join(
                        ", ",
                        endpoint.required().stream()
                                .map(pointer -> "\"" + pointer.substring(1) + "\": null")
                                .toList())
                + "}";

        for (String body : List.of("{}", nulls)) {
            ApiAnswer answer = send(endpoint, "application/json", body.getBytes(UTF_8));

            assertThat(answer.outcome()).isEqualTo("422 invalid-input");
            assertThat(errors(answer))
                    .containsExactlyElementsOf(endpoint.required().stream()
                            .map(pointer -> pointer + " required")
                            .toList());
        }
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void refusesNoBodyWhereOneIsNeeded(Endpoint endpoint) {
        if (NEED_NO_BODY.contains(endpoint.toString())) {
            return;
        }
        String outcome = server.send(request(endpoint)).outcome();

        if (endpoint.path().endsWith("logout")) {
            assertThat(outcome).isEqualTo("204");
            accessToken = login();
        } else {
            assertThat(outcome).isEqualTo("400 unreadable-body");
        }
    }

    private String login() {
        return server.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD))
                .text("accessToken");
    }

    @Test
    void reportsAllInvalidValuesTogether() {
        ApiAnswer answer = server.post("/api/v1/auth/register", """
                {"email": "c4n4ry", "password": "", "displayName": "\\u202Ec4n4ry", "locale": "c4n4ry_!"}""");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(errors(answer))
                .containsExactly(
                        "/email malformed",
                        "/password too-short",
                        "/displayName forbidden-characters",
                        "/locale malformed");
        assertThat(answer.body()).doesNotContain(CANARY);
    }

    @Test
    void takesNoShortenedIdsAndNoMixtureOfProofs() {
        assertThat(errors(server.post("/api/v1/auth/register/resend", "{\"registrationId\": \"1-1-1-1-1\"}")))
                .containsExactly("/registrationId malformed");
        assertThat(errors(server.post(
                        "/api/v1/auth/verify-email", "{\"registrationId\": \"c4n4ry\", \"token\": \"c4n4ry\"}")))
                .containsExactly("/registrationId unknown-member");
    }

    private ApiRequest request(Endpoint endpoint) {
        ApiRequest request = ApiRequest.of(endpoint.method(), endpoint.path());
        boolean needsCaller = endpoint.path().startsWith("/api/v1/me")
                || List.of("/api/v1/auth/logout", "/api/v1/auth/step-up").contains(endpoint.path());
        return needsCaller ? request.bearer(accessToken) : request;
    }

    private ApiAnswer send(Endpoint endpoint, String contentType, byte[] body) {
        return server.send(request(endpoint).header("Content-Type", contentType).body(body));
    }

    private static List<String> errors(ApiAnswer answer) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : answer.json().path("errors")) {
            errors.add(error.get("pointer").asText() + " " + error.get("code").asText());
        }
        return errors;
    }

    private static byte[] bytes(Object... parts) {
        var bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer single) {
                bytes.write(single);
            } else {
                bytes.writeBytes(part.toString().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
