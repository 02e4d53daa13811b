package dev.sallyport.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserVersion;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserChangeRoutesTest {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");

    private final TestServer server = TestServer.start();
    private final UserId admin =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));
    private final SignedIn graces = new Journey(server.fakes()).signedIn(GRACE);
    private final String grace = "/api/v1/admin/users/" + graces.user().id();
    private final String accessToken = administrator();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesHowSomebodyIsCalledAndWhichLanguageTheyRead() {
        ApiAnswer changed =
                patch("{\"displayName\": \" Countess \", \"locale\": \"en-GB\", \"reason\": \"Ticket 4711\"}");

        assertThat(changed.outcome()).isEqualTo("200");
        assertThat(changed.text("displayName")).isEqualTo("Countess");
        assertThat(changed.text("locale")).isEqualTo("en-GB");
        assertThat(changed.header("ETag")).contains("\"" + version() + "\"");
        assertThat(patch("{}").body()).isEqualTo(changed.body());
        assertThat(patch("{\"displayName\": null}").json().at("/displayName").isNull())
                .isTrue();
        assertThat(server.fakes().auditTrail().entries().stream()
                        .filter(entry -> entry.event().type().equals("account.changed"))
                        .findFirst()
                        .orElseThrow()
                        .reason())
                .contains(new StatedReason("Ticket 4711"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\": \"other@example.com\"}",
                "{\"status\": \"suspended\"}",
                "{\"roles\": [\"admin\"]}",
                "{\"twoFactorEnabled\": false}",
                "{\"password\": \"violet thunder under marble\"}",
                "{\"locale\": null}",
                "{\"displayName\": 1}",
                "[]",
                ""
            })
    void letsNothingElseBeSlippedIn(String body) {
        User before = user();

        assertThat(patch(body).status()).isIn(400, 422);

        assertThat(user()).isEqualTo(before);
    }

    @Test
    void changesAndDeletesWhatTheCallerHasInMindAndNothingElse() {
        String before = patch("{}").header("ETag").orElseThrow();
        String after = patch("{\"displayName\": \"Countess\"}").header("ETag").orElseThrow();
        ApiRequest patch = ApiRequest.patch(grace).json("{\"locale\": \"fr\"}");
        ApiRequest delete = ApiRequest.of("DELETE", grace);

        assertThat(after).isNotEqualTo(before);
        for (String stale : List.of(before, "\"\"", "x", "W/" + after)) {
            assertThat(send(patch.header("If-Match", stale)).outcome())
                    .as(stale)
                    .isEqualTo("412 precondition-failed");
            assertThat(send(delete.header("If-Match", stale)).outcome()).isEqualTo("412 precondition-failed");
        }
        ApiAnswer changed = send(patch.header("If-Match", before + ", " + after));
        assertThat(changed.outcome()).isEqualTo("200");
        assertThat(send(delete.header("If-Match", after)).outcome()).isEqualTo("412 precondition-failed");
        assertThat(send(delete.header("If-Match", changed.header("ETag").orElseThrow()))
                        .outcome())
                .isEqualTo("204");
        assertThat(send(delete.header("If-Match", "*")).outcome()).isEqualTo("404 not-found");
    }

    /** Signing in makes no other version: who has an account in mind does not mean that. */
    @Test
    void aVersionOutlivesASignIn() {
        String before = patch("{}").header("ETag").orElseThrow();
        server.fakes().clock().advance(Duration.ofSeconds(1));
        new Journey(server.fakes()).signIn(GRACE, Samples.PASSWORD);

        assertThat(send(ApiRequest.patch(grace).json("{\"locale\": \"fr\"}").header("If-Match", before))
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void suspendsAndReinstatesHoweverOftenItIsAsked() {
        String graces = signIn().text("accessToken");

        assertThat(post("/suspend").outcome()).isEqualTo("204");
        assertThat(post("/suspend").outcome()).isEqualTo("204");
        assertThat(signIn().outcome()).isEqualTo("401 invalid-credentials");
        assertThat(server.send(ApiRequest.get("/api/v1/me").bearer(graces)).outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(patch("{}").text("status")).isEqualTo("suspended");
        assertThat(post("/password-reset").outcome()).isEqualTo("409 account-suspended");

        assertThat(post("/reinstate").outcome()).isEqualTo("204");
        assertThat(post("/reinstate").outcome()).isEqualTo("204");
        assertThat(signIn().outcome()).isEqualTo("200");
        assertThat(patch("{}").text("status")).isEqualTo("active");
    }

    @Test
    void mailsALinkUntilItIsEnough() {
        assertThat(post("/password-reset").outcome()).isEqualTo("204");
        assertThat(server.fakes().mailQueue().last("reset-password").to()).isEqualTo(GRACE);

        server.fakes().rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);
        ApiAnswer limited = post("/password-reset");

        assertThat(limited.outcome()).isEqualTo("429 too-many-requests");
        assertThat(limited.header("Retry-After")).isPresent();
    }

    @Test
    void endsOneSessionAndThenAll() {
        ApiAnswer second = signIn();
        String path = grace + "/sessions/" + second.text("sessionId");

        assertThat(send(ApiRequest.of("DELETE", path)).outcome()).isEqualTo("204");
        assertThat(send(ApiRequest.of("DELETE", path)).outcome()).isEqualTo("404 not-found");
        assertThat(send(ApiRequest.of("DELETE", grace + "/sessions/none")).outcome())
                .isEqualTo("404 not-found");
        assertThat(send(ApiRequest.of("DELETE", "/api/v1/admin/users/" + admin + "/sessions/" + graces.session()))
                        .outcome())
                .as("somebody else's")
                .isEqualTo("404 not-found");
        assertThat(post("/end-sessions").outcome()).isEqualTo("204");
        assertThat(post("/end-sessions").outcome()).isEqualTo("204");
        assertThat(server.send(ApiRequest.get("/api/v1/me")
                                .bearer(graces.accessToken().reveal()))
                        .outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(signIn().outcome()).isEqualTo("200");
    }

    @Test
    void deletesNobodyPastTheWayThatAsksForThePassword() {
        server.fakes().roles().grant(graces.user().id(), BuiltInRoles.ADMIN);

        assertThat(send(ApiRequest.of("DELETE", "/api/v1/admin/users/" + admin)).outcome())
                .isEqualTo("409 own-account");
        assertThat(server.fakes().users().hold(admin)).isPresent();
    }

    @Test
    void keepsTheLastAdministrator() {
        String self = "/api/v1/admin/users/" + admin;

        assertThat(send(ApiRequest.of("DELETE", self)).outcome()).isEqualTo("409 last-administrator");
        assertThat(send(ApiRequest.post(self + "/suspend")).outcome()).isEqualTo("409 last-administrator");
    }

    @Test
    void asksWhoeverDoesMoreThanChangeAProfileToProveWhoTheyAre() {
        server.fakes().clock().advance(Duration.ofMinutes(5));

        for (ApiRequest request : List.of(
                ApiRequest.of("DELETE", grace),
                ApiRequest.post(grace + "/suspend"),
                ApiRequest.post(grace + "/reinstate"),
                ApiRequest.post(grace + "/password-reset"),
                ApiRequest.post(grace + "/end-sessions"),
                ApiRequest.of("DELETE", grace + "/sessions/" + graces.session()),
                ApiRequest.of("DELETE", grace + "/second-factor"))) {
            assertThat(send(request).outcome()).as(request.path()).isEqualTo("401 step-up-required");
        }
        assertThat(patch("{\"displayName\": \"Countess\"}").outcome()).isEqualTo("200");
    }

    @Test
    void writesDownWhyAnAdministratorSaysThatTheyDoSomething() {
        String reason = "{\"reason\": \"Ticket 4711\"}";
        for (ApiRequest request : List.of(
                ApiRequest.post(grace + "/password-reset"),
                ApiRequest.post(grace + "/end-sessions"),
                ApiRequest.post(grace + "/suspend"),
                ApiRequest.post(grace + "/reinstate"),
                ApiRequest.of("DELETE", grace))) {
            assertThat(send(request.json(reason)).outcome()).isEqualTo("204");
            assertThat(send(request.json("{\"because\": \"I can\"}")).outcome()).isEqualTo("400 unreadable-body");
        }

        assertThat(server.fakes().auditTrail().entries())
                .filteredOn(entry -> entry.event().details().containsKey("byUserId"))
                .hasSize(5)
                .allSatisfy(entry -> assertThat(entry.reason()).contains(new StatedReason("Ticket 4711")));
    }

    private String administrator() {
        server.fakes().users().changeRoles(admin, Set.of(BuiltInRoles.ADMIN));
        server.fakes().followRevocations();
        return server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    private ApiAnswer signIn() {
        return server.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(GRACE.value(), TestServer.PASSWORD));
    }

    private User user() {
        return server.fakes().users().hold(graces.user().id()).orElseThrow();
    }

    private String version() {
        return UserVersion.of(user()).value();
    }

    private ApiAnswer patch(String body) {
        return send(ApiRequest.patch(grace).json(body));
    }

    private ApiAnswer post(String path) {
        return send(ApiRequest.post(grace + path));
    }

    private ApiAnswer send(ApiRequest request) {
        return server.send(request.bearer(accessToken));
    }
}
