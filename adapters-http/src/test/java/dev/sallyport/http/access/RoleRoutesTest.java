package dev.sallyport.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleRoutesTest {
    private static final String ROLES = "/api/v1/admin/roles";
    private static final String SALES = ROLES + "/sales";
    private static final String ORDERS = SALES + "/permissions/orders:read";

    private final TestServer server = TestServer.start();
    private final UserId admin =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));
    private final UserId grace = new Journey(server.fakes())
            .signedIn(EmailAddress.of("grace@example.com"))
            .user()
            .id();
    private final String accessToken = administrator();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesARoleThatAllowsNothingYet() {
        ApiAnswer created = send(ApiRequest.post(ROLES).json("{\"name\": \"sales\", \"description\": \"Sells.\"}"));

        assertThat(created.outcome()).isEqualTo("201");
        assertThat(created.header("Location")).contains(SALES);
        assertThat(created.body())
                .isEqualTo("{\"name\":\"sales\",\"description\":\"Sells.\",\"permissions\":[],\"builtIn\":false,"
                        + "\"createdAt\":\"2026-03-01T12:00:00Z\"}");
        ApiAnswer read = send(ApiRequest.get(SALES));
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.header("ETag")).isPresent().isEqualTo(created.header("ETag"));
        assertThat(send(ApiRequest.post(ROLES).json("{\"name\": \"sales\"}")).outcome())
                .isEqualTo("409 role-exists");
        assertThat(send(ApiRequest.post(ROLES).json("{\"name\": \"other\"}")).text("description"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"sales\", \"permissions\": \"users:write\"}",
                "{\"name\": \"sales\", \"permissions\": null}",
                "{\"name\": \"sales\", \"permissions\": [[\"users:write\"]]}",
                "{\"name\": \"sales\", \"builtIn\": true}",
                "{\"name\": \"sales\", \"createdAt\": \"2026-03-01T12:00:00Z\"}",
                "{\"name\": [\"sales\"]}",
                "{\"name\": \"sales\", \"name\": \"admin\"}"
            })
    void letsNothingBeSlippedIntoANewRole(String body) {
        assertThat(send(ApiRequest.post(ROLES).json(body)).outcome()).isEqualTo("400 unreadable-body");
        assertThat(send(ApiRequest.get(SALES)).outcome()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"admin\"}", "{\"permissions\": []}", "{\"builtIn\": true}"})
    void letsNothingBeSlippedIntoOneThatIsThere(String body) {
        create();

        assertThat(send(ApiRequest.patch(SALES).json(body)).outcome()).isEqualTo("400 unreadable-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"Sales\"}",
                "{\"name\": \"\"}",
                "{\"name\": \"sales\", \"permissions\": [\"orders\"]}",
                "{\"name\": \"sales\", \"description\": \"a\\nb\"}"
            })
    void refusesWhatIsNoRole(String body) {
        assertThat(send(ApiRequest.post(ROLES).json(body)).outcome()).isEqualTo("422 invalid-input");
    }

    @Test
    void makesARoleWithWhatItAllows() {
        ApiAnswer created = send(ApiRequest.post(ROLES)
                .json("{\"name\": \"sales\", \"permissions\": [\"orders:write\", \"orders:read\", \"orders:read\"]}"));

        assertThat(created.outcome()).isEqualTo("201");
        assertThat(created.body()).contains("\"permissions\":[\"orders:read\",\"orders:write\"]");
        assertThat(send(ApiRequest.get(SALES)).body()).isEqualTo(created.body());

        ApiAnswer refused = send(
                ApiRequest.post(ROLES).json("{\"name\": \"other\", \"permissions\": [\"orders:read\", \"orders:*\"]}"));
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/permissions/1");
        server.fakes().clock().advance(Duration.ofMinutes(5));
        assertThat(send(ApiRequest.post(ROLES).json("{\"name\": \"other\", \"permissions\": [\"orders:read\"]}"))
                        .outcome())
                .isEqualTo("401 step-up-required");
    }

    @Test
    void saysWhatARoleIsFor() {
        create();

        assertThat(send(ApiRequest.patch(SALES).json("{\"description\": \" Buys. \"}"))
                        .text("description"))
                .isEqualTo("Buys.");
        assertThat(send(ApiRequest.patch(SALES).json("{}")).text("description")).isEqualTo("Buys.");
        assertThat(send(ApiRequest.patch(SALES).json("{\"description\": null}")).text("description"))
                .isEmpty();
        assertThat(send(ApiRequest.patch(ROLES + "/admin").json("{\"description\": \"Us.\"}"))
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void changesWhatTheCallerHasInMindAndNothingElse() {
        String before = create().header("ETag").orElseThrow();
        ApiRequest patch = ApiRequest.patch(SALES).json("{\"description\": \"Buys.\"}");
        ApiRequest delete = ApiRequest.of("DELETE", SALES);
        send(ApiRequest.of("PUT", ORDERS));
        String after = send(ApiRequest.get(SALES)).header("ETag").orElseThrow();

        assertThat(after).isNotEqualTo(before);
        for (String stale : List.of(before, "\"\"", "x", "W/" + after)) {
            assertThat(send(patch.header("If-Match", stale)).outcome())
                    .as(stale)
                    .isEqualTo("412 precondition-failed");
            assertThat(send(delete.header("If-Match", stale)).outcome()).isEqualTo("412 precondition-failed");
        }
        ApiAnswer changed = send(patch.header("If-Match", before + ", " + after));
        assertThat(changed.outcome()).isEqualTo("200");
        assertThat(changed.header("ETag")).isEqualTo(send(ApiRequest.get(SALES)).header("ETag"));
        assertThat(send(delete.header("If-Match", after)).outcome()).isEqualTo("412 precondition-failed");
        assertThat(send(patch.header("If-Match", "*")).outcome()).isEqualTo("200");
        assertThat(send(delete.header("If-Match", changed.header("ETag").orElseThrow()))
                        .outcome())
                .isEqualTo("204");
        assertThat(send(delete.header("If-Match", "*")).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void putsPermissionsInAndTakesThemOutHoweverOftenItIsAsked() {
        create();

        assertThat(send(ApiRequest.of("PUT", ORDERS)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("PUT", ORDERS)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.get(SALES)).json().at("/permissions/0").asText())
                .isEqualTo("orders:read");
        assertThat(send(ApiRequest.get("/api/v1/admin/permissions")).body())
                .contains("{\"name\":\"orders:read\",\"builtIn\":false}", "{\"name\":\"audit:read\",\"builtIn\":true}");
        assertThat(send(ApiRequest.get(ROLES + "/admin")).json().at("/permissions"))
                .hasSize(8);

        assertThat(send(ApiRequest.of("DELETE", ORDERS)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("DELETE", ORDERS)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.get(SALES)).json().at("/permissions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders:", "orders:read:all", "ORDERS:read", "orders:*", "orders%20:read"})
    void refusesWhatIsNoPermission(String permission) {
        create();

        ApiAnswer answer = send(ApiRequest.of("PUT", SALES + "/permissions/" + permission));

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("malformed");
    }

    @Test
    void leavesWhatEveryInstallationHas() {
        assertThat(send(ApiRequest.of("DELETE", ROLES + "/user")).outcome()).isEqualTo("409 built-in-role");
        assertThat(send(ApiRequest.of("DELETE", ROLES + "/admin")).outcome()).isEqualTo("409 built-in-role");
        assertThat(send(ApiRequest.of("DELETE", ROLES + "/admin/permissions/roles:write"))
                        .outcome())
                .isEqualTo("409 built-in-role");
        assertThat(send(ApiRequest.of("PUT", ROLES + "/user/permissions/users:read"))
                        .outcome())
                .isEqualTo("409 built-in-role");
        assertThat(send(ApiRequest.of("PUT", ROLES + "/user/permissions/orders:read"))
                        .outcome())
                .isEqualTo("204");
    }

    @Test
    void givesAndTakesRolesHoweverOftenItIsAsked() {
        create();
        String path = "/api/v1/admin/users/" + grace + "/roles/sales";

        assertThat(send(ApiRequest.of("PUT", path)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("PUT", path)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("DELETE", SALES)).outcome()).isEqualTo("409 role-in-use");
        assertThat(send(ApiRequest.of("DELETE", path)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("DELETE", path)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("DELETE", SALES)).outcome()).isEqualTo("204");
    }

    @Test
    void writesDownWhyAnAdministratorSaysThatTheyDoSomething() {
        String path = "/api/v1/admin/users/" + grace + "/roles/sales";
        String reason = "{\"reason\": \" Ticket 4711 \"}";

        send(ApiRequest.post(ROLES).json("{\"name\": \"sales\", \"reason\": \"Ticket 4711\"}"));
        for (ApiRequest request : List.of(
                ApiRequest.of("PATCH", SALES).json("{\"description\": \"Sells.\", \"reason\": \"Ticket 4711\"}"),
                ApiRequest.of("PUT", ORDERS).json(reason),
                ApiRequest.of("DELETE", ORDERS).json(reason),
                ApiRequest.of("PUT", path).json(reason),
                ApiRequest.of("DELETE", path).json(reason),
                ApiRequest.of("DELETE", SALES).json(reason))) {
            assertThat(send(request).outcome()).startsWith("20");
        }

        assertThat(server.fakes().auditTrail().entries().stream()
                        .filter(entry -> entry.event().type().startsWith("role.")))
                .hasSize(7)
                .allSatisfy(entry -> assertThat(entry.reason()).contains(new StatedReason("Ticket 4711")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\": \"\"}                | 422 /reason too-short",
                "{\"reason\": null}                | 422 /reason required",
                "{\"reason\": \"a\\nb\"}            | 422 /reason forbidden-characters",
                "{\"reason\": 1}                   | 400 /reason wrong-type",
                "{\"because\": \"I can\"}          | 400 /because unknown-member"
            })
    void refusesReasonsThatAreNone(String body, String outcome) {
        create();

        ApiAnswer answer = send(ApiRequest.of("DELETE", SALES).json(body));

        assertThat(answer.status() + " " + answer.json().at("/errors/0/pointer").asText() + " "
                        + answer.json().at("/errors/0/code").asText())
                .isEqualTo(outcome);
    }

    @Test
    void keepsTheLastAdministrator() {
        assertThat(send(ApiRequest.of("DELETE", "/api/v1/admin/users/" + admin + "/roles/admin"))
                        .outcome())
                .isEqualTo("409 last-administrator");
    }

    @Test
    void asksThoseWhoGiveRightsOrTakeThemToProveWhoTheyAre() {
        create();
        server.fakes().clock().advance(Duration.ofMinutes(5));
        String path = "/api/v1/admin/users/" + grace + "/roles/sales";

        for (ApiRequest request : List.of(
                ApiRequest.of("PUT", ORDERS),
                ApiRequest.of("DELETE", ORDERS),
                ApiRequest.of("DELETE", SALES),
                ApiRequest.of("PUT", path),
                ApiRequest.of("DELETE", path))) {
            assertThat(send(request).outcome()).isEqualTo("401 step-up-required");
        }
    }

    @Test
    void givesNobodyMoreThanFiftyRoles() {
        for (int i = 0; i < 50; i++) {
            send(ApiRequest.post(ROLES).json("{\"name\": \"role-" + i + "\"}"));
            send(ApiRequest.of("PUT", "/api/v1/admin/users/" + grace + "/roles/role-" + i));
        }

        assertThat(server.fakes().users().hold(grace).orElseThrow().roles()).hasSize(50);
        assertThat(send(ApiRequest.of("PUT", "/api/v1/admin/users/" + grace + "/roles/role-49"))
                        .outcome())
                .isEqualTo("409 too-many-roles");
    }

    @Test
    void showsRolesPageByPageByName() {
        for (String name : List.of("d", "c", "b")) {
            send(ApiRequest.post(ROLES).json("{\"name\": \"" + name + "\"}"));
        }

        List<String> names = new ArrayList<>();
        String next = "";
        do {
            ApiAnswer page = send(ApiRequest.get(ROLES + "?limit=2" + next));
            page.json().at("/items").forEach(role -> names.add(role.path("name").asText()));
            next = page.json().at("/nextCursor").isNull() ? "" : "&cursor=" + page.text("nextCursor");
        } while (!next.isEmpty());

        assertThat(names).containsExactly("admin", "b", "c", "d", "user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=",
                "cursor=%21",
                "cursor=QURNSU4",
                "cursor=YWRtaW4%00",
                "limit=0",
                "limit=101",
                "limit=1e1",
                "cursor=a&cursor=b",
                "other=1"
            })
    void refusesPagesThatItDidNotOffer(String query) {
        assertThat(send(ApiRequest.get(ROLES + "?" + query)).outcome()).isEqualTo("422 invalid-input");
        assertThat(send(ApiRequest.get("/api/v1/admin/permissions?" + query)).outcome())
                .isEqualTo("422 invalid-input");
    }

    @Test
    void takesACursorForNoMoreThanAPlaceInTheList() {
        String made = Base64.getUrlEncoder().encodeToString("b".getBytes(StandardCharsets.UTF_8));

        assertThat(send(ApiRequest.get(ROLES + "?cursor=" + made.replace("=", "%3D")))
                        .json()
                        .at("/items/0/name")
                        .asText())
                .isEqualTo("user");
    }

    private ApiAnswer create() {
        return send(ApiRequest.post(ROLES).json("{\"name\": \"sales\", \"description\": \"Sells.\"}"));
    }

    private String administrator() {
        server.fakes().users().changeRoles(admin, Set.of(BuiltInRoles.ADMIN));
        return server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    private ApiAnswer send(ApiRequest request) {
        return server.send(request.bearer(accessToken));
    }
}
