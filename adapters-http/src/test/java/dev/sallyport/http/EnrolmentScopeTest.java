package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Route;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a second factor is demanded, those who have none can enrol one and sign out, and nothing else. */
class EnrolmentScopeTest {
    private static final List<String> FOR_ENROLLING = List.of("POST /api/v1/me/totp", "POST /api/v1/me/totp/confirm");

    private final TestServer server = demanding();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestServer demanding() {
        Fakes fakes = new Fakes(Fakes.requiring(Requirement.REQUIRED));
        return TestServer.start(fakes, fakes.sallyport(), TestServer.SETTINGS, List.of(), List.of());
    }

    static Stream<Route> everyOtherRoute() {
        return EveryRouteTest.everyRoute()
                .filter(route -> !route.access().equals(Access.ANYONE))
                .filter(route -> !FOR_ENROLLING.contains(route.method() + " " + route.path()));
    }

    @ParameterizedTest
    @MethodSource("everyOtherRoute")
    void refusesThemOnEveryOtherRoute(Route route) {
        String path = EveryRouteTest.path(route);

        ApiAnswer answer = server.send(ApiRequest.of(route.method(), path).bearer(signedIn.text("accessToken")));

        assertThat(answer.outcome()).isEqualTo("403 second-factor-enrollment-required");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"insufficient_scope\"");
        assertThat(answer.text("detail")).contains("/api/v1/me/totp");
    }

    @Test
    void letsThemInEverywhereOnceTheyHaveEnrolledAndRefreshed() {
        Authenticator authenticator = server.enrolled(signedIn);
        ApiAnswer refreshed = server.post("/api/v1/auth/refresh", """
                {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")));

        assertThat(me(signedIn).outcome()).isEqualTo("403 second-factor-enrollment-required");
        assertThat(me(refreshed).outcome()).isEqualTo("200");
        assertThat(me(server.answer(server.signIn(TestServer.PASSWORD), "totp", authenticator.code()))
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void letsThemSignOutByTheirAccessToken() {
        ApiRequest logout = ApiRequest.post("/api/v1/auth/logout").bearer(signedIn.text("accessToken"));

        assertThat(server.send(logout).outcome()).isEqualTo("204");
        assertThat(server.send(logout).outcome()).isEqualTo("401 invalid-access-token");
    }

    @Test
    void doesNotTellThemApartFromStrangersOnceTheirSessionHasEnded() {
        server.send(ApiRequest.post("/api/v1/auth/logout").bearer(signedIn.text("accessToken")));

        assertThat(me(signedIn).outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer me(ApiAnswer tokens) {
        return server.send(ApiRequest.get("/api/v1/me").bearer(tokens.text("accessToken")));
    }
}
