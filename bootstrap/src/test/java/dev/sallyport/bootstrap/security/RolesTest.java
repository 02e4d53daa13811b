package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three instances on one database: what a role allows is so on all of them within a second, and nobody is signed out by it. */
@DisplayName("Roles and permissions: ASVS 8.2.1, 8.2.2, 8.3.2, 8.4.2")
final class RolesTest {
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final String ROLES = "/api/v1/admin/roles";
    private static final String ALLOWED = "200";
    private static final String FORBIDDEN = "403 forbidden";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Inbox inbox = new Inbox();
    private static Tables tables;
    private static List<RunningSystem> instances;
    private static Guest guest;
    private static String admin;

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        instances = Stream.generate(() -> RunningSystem.on(postgres.settings(), inbox))
                .limit(3)
                .toList();
        guest = instances.getFirst().guest();
        guest.signUp("admin@example.com");
        tables.execute("INSERT INTO user_roles SELECT id, 'admin' FROM users WHERE email = 'admin@example.com'");
        admin = guest.login("admin@example.com", Guest.PASSWORD).text("accessToken");
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSystem::close);
    }

    @Test
    void aPermissionThatIsTakenFromARoleBitesEverywhereWithinASecondAndSignsNobodyOut() {
        String reader = member("auditors", "roles:read");
        assertThat(untilAnsweredEverywhere(reader, ALLOWED)).isLessThan(PROMPT);

        assertThat(write("DELETE", ROLES + "/auditors/permissions/roles:read")).isEqualTo("204");
        assertThat(untilAnsweredEverywhere(reader, FORBIDDEN)).isLessThan(PROMPT);
        assertThat(everywhere(reader, "/api/v1/me")).as("still signed in").containsOnly(ALLOWED);
        assertThat(guest.me(reader).json().at("/permissions")).isEmpty();

        assertThat(write("PUT", ROLES + "/auditors/permissions/roles:read")).isEqualTo("204");
        assertThat(untilAnsweredEverywhere(reader, ALLOWED)).isLessThan(PROMPT);
    }

    @Test
    void whatAnOperatorTypesCountsAsWell() {
        String reader = member("readers", "roles:read");
        untilAnsweredEverywhere(reader, ALLOWED);

        tables.execute("DELETE FROM role_permissions WHERE role = 'readers'");
        assertThat(untilAnsweredEverywhere(reader, FORBIDDEN)).isLessThan(PROMPT);

        tables.execute("INSERT INTO role_permissions VALUES ('user', 'roles:read')");
        try {
            assertThat(untilAnsweredEverywhere(reader, ALLOWED)).isLessThan(PROMPT);
        } finally {
            tables.execute("DELETE FROM role_permissions WHERE role = 'user'");
        }
    }

    @Test
    void anInstanceThatStartsLaterKnowsWhatRolesAllow() {
        String reader = member("late", "roles:read");

        try (RunningSystem late = RunningSystem.on(postgres.settings(), inbox)) {
            assertThat(late.guest().send(ApiRequest.get(ROLES).bearer(reader)).outcome())
                    .isEqualTo(ALLOWED);
        }
    }

    @Test
    void nobodyGivesMoreThanTheyHoldNotEvenToThemselves() {
        String partial = member("helpdesk", "users:write", "roles:read", "roles:write");
        untilAnsweredEverywhere(partial, ALLOWED);
        String own = guest.me(partial).text("id");
        String adminsId = guest.me(admin).text("id");

        for (String attempt : List.of(
                "PUT /api/v1/admin/users/" + own + "/roles/admin",
                "PUT " + ROLES + "/helpdesk/permissions/audit:read",
                "PUT " + ROLES + "/user/permissions/mail:read",
                "PUT " + ROLES + "/helpdesk/permissions/orders:read",
                "DELETE /api/v1/admin/users/" + adminsId + "/roles/admin",
                "PUT /api/v1/admin/users/" + adminsId + "/roles/helpdesk",
                "DELETE /api/v1/admin/users/" + adminsId + "/second-factor",
                "DELETE " + ROLES + "/admin/permissions/audit:read")) {
            String[] methodAndPath = attempt.split(" ", -1);
            assertThat(guest.send(ApiRequest.of(methodAndPath[0], methodAndPath[1])
                                    .bearer(partial))
                            .outcome())
                    .as(attempt)
                    .isEqualTo(FORBIDDEN);
        }
        assertThat(tables.count("user_roles WHERE role = 'admin'")).isEqualTo(1);
        assertThat(guest.me(partial).json().at("/permissions")).hasSize(3);
    }

    /** ASVS 15.3.3: what somebody may do is no member of anything that they send. */
    @Test
    void nobodyMakesThemselvesMoreByWhatTheySend() {
        String email = "eve@example.com";
        for (String privileged :
                List.of("\"roles\": [\"admin\"]", "\"permissions\": [\"users:write\"]", "\"status\": \"active\"")) {
            assertThat(guest.send(ApiRequest.post("/api/v1/auth/register")
                                    .json("{\"email\": \"%s\", \"password\": \"%s\", %s}"
                                            .formatted(email, Guest.PASSWORD, privileged)))
                            .outcome())
                    .isEqualTo("400 unreadable-body");
        }
        String accessToken = guest.signUp(email).text("accessToken");
        for (String body : List.of(
                "{\"roles\": [\"admin\"]}", "{\"permissions\": [\"users:write\"]}", "{\"twoFactorEnabled\": true}")) {
            assertThat(guest.changeMe(accessToken, body).outcome()).isEqualTo("400 unreadable-body");
        }
        assertThat(guest.me(accessToken).json().at("/roles")).hasSize(1);
    }

    @Test
    void aTokenThatIsAsLongAsTheyGetIsReadEverywhere() {
        String refreshToken = guest.signUp("collector@example.com").text("refreshToken");
        tables.execute(
                "INSERT INTO roles (name) SELECT rpad('r' || i || '-', 64, 'x') FROM generate_series(1, 49) AS i");
        tables.execute("INSERT INTO role_permissions SELECT name, rpad('p' || length(name) || ':', 66, 'y') FROM roles"
                + " WHERE name LIKE 'r1-x%'");
        tables.execute("INSERT INTO user_roles SELECT u.id, r.name FROM users u, roles r"
                + " WHERE u.email = 'collector@example.com' AND r.name LIKE 'r%-xxx%'");

        String accessToken = guest.refresh(refreshToken).text("accessToken");

        assertThat(accessToken).hasSizeGreaterThan(4_800);
        assertThat(guest.me(accessToken).json().at("/roles")).hasSize(50);
        assertThat(everywhere(accessToken, "/api/v1/me")).containsOnly(ALLOWED);
        assertThat(untilAnsweredEverywhere(accessToken, FORBIDDEN)).isLessThan(PROMPT);
    }

    @Test
    void everyChangeIsInTheAuditTrailWithWhoMadeIt() {
        String member = member("audited", "orders:write");
        String id = guest.me(member).text("id");
        String adminsId = guest.me(admin).text("id");

        assertThat(tables.values("SELECT type || ' ' || coalesce(user_id::text, '-') || ' ' || (details ->> 'byUserId')"
                        + " FROM audit_events WHERE details ->> 'role' = 'audited' ORDER BY occurred_at, id"))
                .containsExactly(
                        "role.created - " + adminsId,
                        "role.permission-allowed - " + adminsId,
                        "role.granted " + id + " " + adminsId);
    }

    /** An access token of somebody who has a role that was made for this, all over HTTP. */
    private static String member(String role, String... permissions) {
        ApiAnswer created = guest.send(ApiRequest.post(ROLES).bearer(admin).json(Guest.json("name", role)));
        assertThat(created.outcome()).isEqualTo("201");
        for (String permission : permissions) {
            assertThat(write("PUT", ROLES + "/" + role + "/permissions/" + permission))
                    .isEqualTo("204");
        }
        ApiAnswer tokens = guest.signUp(role + "@example.com");
        String id = tokens.json().at("/user/id").asText();
        assertThat(write("PUT", "/api/v1/admin/users/" + id + "/roles/" + role)).isEqualTo("204");
        return guest.refresh(tokens.text("refreshToken")).text("accessToken");
    }

    private static String write(String method, String path) {
        return guest.send(ApiRequest.of(method, path).bearer(admin)).outcome();
    }

    private static List<String> everywhere(String accessToken, String path) {
        return instances.stream()
                .map(instance -> instance.guest()
                        .send(ApiRequest.get(path).bearer(accessToken))
                        .outcome())
                .toList();
    }

    /** How long it takes from now until each instance answers so, whoever asks it for the roles. */
    private static Duration untilAnsweredEverywhere(String accessToken, String outcome) {
        long began = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> everywhere(accessToken, ROLES).stream().allMatch(outcome::equals));
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
