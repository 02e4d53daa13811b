package dev.sallyport.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.http.EveryRoute;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.Route;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route for administrators, for whoever may come by it (ASVS 8.2.1). A route that is not in the table fails the test: say there what it needs and what it
 * answers to those who may.
 */
class AdministrationTest {
    private static final RoleName PARTIAL = new RoleName("partial");
    private static final RoleName SALES = new RoleName("sales");
    private static final RoleName SPARE = new RoleName("spare");
    private static final MailId MAIL = Samples.mail("waiting").id();
    private static final String UNKNOWN = "0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60";

    /** What a route needs, and what it answers to an administrator. */
    private static final Map<String, Expected> TABLE = Map.ofEntries(
            row("GET /api/v1/admin/roles", "roles:read", "200"),
            row("POST /api/v1/admin/roles", "roles:write", "201"),
            row("GET /api/v1/admin/roles/{role}", "roles:read", "200"),
            row("PATCH /api/v1/admin/roles/{role}", "roles:write", "200"),
            row("DELETE /api/v1/admin/roles/{role}", "roles:write", "204"),
            row("PUT /api/v1/admin/roles/{role}/permissions/{permission}", "roles:write", "204"),
            row("DELETE /api/v1/admin/roles/{role}/permissions/{permission}", "roles:write", "204"),
            row("GET /api/v1/admin/permissions", "roles:read", "200"),
            row("GET /api/v1/admin/users", "users:read", "200"),
            row("GET /api/v1/admin/users/{id}", "users:read", "200"),
            row("GET /api/v1/admin/users/{id}/sessions", "users:read", "200"),
            row("GET /api/v1/admin/stats", "users:read", "200"),
            row("PUT /api/v1/admin/users/{id}/roles/{role}", "users:write", "204"),
            row("DELETE /api/v1/admin/users/{id}/roles/{role}", "users:write", "204"),
            row("DELETE /api/v1/admin/users/{id}/second-factor", "users:write", "204"),
            row("PATCH /api/v1/admin/users/{id}", "users:write", "200"),
            row("DELETE /api/v1/admin/users/{id}", "users:write", "204"),
            row("POST /api/v1/admin/users/{id}/suspend", "users:write", "204"),
            row("POST /api/v1/admin/users/{id}/reinstate", "users:write", "204"),
            row("POST /api/v1/admin/users/{id}/password-reset", "users:write", "204"),
            row("POST /api/v1/admin/users/{id}/end-sessions", "users:write", "204"),
            row("DELETE /api/v1/admin/users/{id}/sessions/{sid}", "users:write", "204"),
            row("POST /api/v1/admin/users", "users:write", "201"),
            row("GET /api/v1/admin/invitations", "users:read", "200"),
            row("GET /api/v1/admin/invitations/{id}", "users:read", "404 not-found"),
            row("DELETE /api/v1/admin/invitations/{id}", "users:write", "404 not-found"),
            row("GET /api/v1/admin/audit-events", "audit:read", "200"),
            row("GET /api/v1/admin/mail", "mail:read", "200"),
            row("POST /api/v1/admin/mail/{id}/retry", "mail:write", "404 not-found"));

    /** What those routes are sent that want a body. */
    private static final Map<String, String> BODIES = Map.of(
            "POST /api/v1/admin/users", "{\"email\": \"new@example.com\"}",
            "POST /api/v1/admin/roles", "{\"name\": \"new\"}",
            "PATCH /api/v1/admin/roles/{role}", "{\"description\": \"Sells.\"}",
            "PATCH /api/v1/admin/users/{id}", "{\"displayName\": \"Grace\"}");

    private final TestServer server = TestServer.start();
    private final Fakes fakes = server.fakes();
    private final SignedIn others = new Journey(fakes).signedIn(EmailAddress.of("grace@example.com"));
    private final UserId other = others.user().id();
    private final UserId caller =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));

    private record Expected(Permission needed, String answer) {}

    private static Map.Entry<String, Expected> row(String route, String needed, String answer) {
        return Map.entry(route, new Expected(new Permission(needed), answer));
    }

    AdministrationTest() {
        Stream.of(PARTIAL, SALES, SPARE)
                .forEach(role -> fakes.roles()
                        .add(role, RoleDescription.NONE, fakes.clock().instant()));
        fakes.roles().allow(SALES, Set.of(new Permission("orders:read")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Route> routes() {
        return EveryRoute.all().filter(route -> route.path().startsWith("/api/v1/admin"));
    }

    @Test
    void areAllInTheTable() {
        assertThat(routes().map(AdministrationTest::name)).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void askAnonymousOnesWhoTheyAre(Route route) {
        assertThat(server.send(request(route)).outcome()).isEqualTo("401 not-signed-in");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areNotForPlainUsers(Route route) {
        assertThat(send(route, signedInWith(BuiltInRoles.USER))).isEqualTo("403 forbidden");
    }

    static Stream<Arguments> routesAndLackingPermissions() {
        return routes().flatMap(route -> BuiltInRoles.fixedPermissionsOf(BuiltInRoles.ADMIN).stream()
                .filter(permission -> !permission.equals(expected(route).needed()))
                .map(permission -> Arguments.of(route, permission)));
    }

    @ParameterizedTest
    @MethodSource("routesAndLackingPermissions")
    void areNotForThoseWhoMayDoSomethingElse(Route route, Permission permission) {
        assertThat(send(route, partial(Set.of(permission)))).isEqualTo("403 forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areForThoseWhoMayDoJustThat(Route route) {
        assertThat(send(route, partial(Set.of(expected(route).needed(), new Permission("orders:read")))))
                .isEqualTo(expected(route).answer());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areForAdministrators(Route route) {
        assertThat(send(route, signedInWith(BuiltInRoles.ADMIN)))
                .isEqualTo(expected(route).answer());
    }

    /** Whoever may not do a thing does not learn either whether it could be done. */
    @ParameterizedTest
    @MethodSource("routes")
    void judgeTheCallerBeforeTheyReadTheBodyOrLookForAnything(Route route) {
        String path = route.path()
                .replace("{id}", "no-id")
                .replace("{sid}", "no-id")
                .replace("{role}", "No Role".replace(" ", "%20"))
                .replace("{permission}", "none");

        ApiAnswer answer = server.send(ApiRequest.of(route.method(), path)
                .bearer(signedInWith(BuiltInRoles.USER))
                .json("{not json"));

        assertThat(answer.outcome()).isEqualTo("403 forbidden");
    }

    static Stream<Route> routesOfSomething() {
        return routes().filter(
                        route -> route.path().contains("{id}") || route.path().contains("{role}"));
    }

    @ParameterizedTest
    @MethodSource("routesOfSomething")
    void findNothingOfAnUnknownOrImpossibleId(Route route) {
        String accessToken = signedInWith(BuiltInRoles.ADMIN);

        for (String id : List.of(UNKNOWN, "1", "me", UNKNOWN + "x")) {
            String path = route.path()
                    .replace("{id}", id)
                    .replace("{sid}", others.session().toString())
                    .replace("{role}", route.path().contains("{id}") ? "sales" : "unknown")
                    .replace("{permission}", "orders:read");
            ApiRequest request = ApiRequest.of(route.method(), path).bearer(accessToken);
            String body = BODIES.get(name(route));

            assertThat(server.send(body == null ? request : request.json(body)).outcome())
                    .as(path)
                    .isEqualTo("404 not-found");
        }
    }

    @Test
    void cannotBeRegisteredWithoutAPermission() {
        assertThatThrownBy(() -> TestServer.start(
                        fakes,
                        fakes.sallyport(),
                        TestServer.SETTINGS,
                        List.of(),
                        List.of(routes -> routes.get(
                                "/api/v1/admin/everything",
                                Access.SIGNED_IN,
                                (request, someone) -> Answer.of(Response.empty(204))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/api/v1/admin/everything");
    }

    @Test
    void sayWhatTheyNeed() {
        assertThat(routes().map(route -> name(route) + " " + route.access()).collect(Collectors.toSet()))
                .isEqualTo(TABLE.entrySet().stream()
                        .map(row ->
                                row.getKey() + " requiring " + row.getValue().needed())
                        .collect(Collectors.toSet()));
    }

    private String send(Route route, String accessToken) {
        return server.send(request(route).bearer(accessToken)).outcome();
    }

    /** To something that is there, so that whoever may do it can. */
    private ApiRequest request(Route route) {
        String role = name(route).equals("DELETE /api/v1/admin/roles/{role}") ? SPARE.value() : SALES.value();
        String path = route.path()
                .replace("{id}", route.path().contains("/mail/") ? MAIL.toString() : other.toString())
                .replace("{sid}", others.session().toString())
                .replace("{role}", role)
                .replace("{permission}", "orders:read");
        ApiRequest request = ApiRequest.of(route.method(), path);
        return Optional.ofNullable(BODIES.get(name(route))).map(request::json).orElse(request);
    }

    private String partial(Set<Permission> permissions) {
        permissions.forEach(permission -> fakes.roles().allow(PARTIAL, permission));
        return signedInWith(PARTIAL);
    }

    /** An access token of somebody who has that role and no other. */
    private String signedInWith(RoleName role) {
        fakes.users().changeRoles(caller, Set.of(role));
        fakes.followRevocations();
        return server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    private static Expected expected(Route route) {
        return Optional.ofNullable(TABLE.get(name(route)))
                .orElseThrow(() -> new AssertionError(name(route) + " is not in the table"));
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
