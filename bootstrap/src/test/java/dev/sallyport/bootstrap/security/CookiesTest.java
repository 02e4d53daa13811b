package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.RefreshCookies;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Cookies of browsers: ASVS 3.3.1–3.3.4, 3.5.1–3.5.3, 10.4.5")
final class CookiesTest {
    private static final String REFUSED = "401 invalid-refresh-token";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());

    // ASVS 10.4.5: two tabs that refresh at once both stay signed in, and so do fifty.
    @Test
    void fiftyRefreshesAtOnceAllGetTheSameCookieWhichIsGood() {
        try (RunningSystem system = RunningSystem.on(postgres.settings(), "DATABASE_POOL_SIZE", "20")) {
            Guest guest = system.guest();
            String cookie = signIn(guest, "fifty-tabs@example.com");

            List<ApiAnswer> answers = Concurrently.times(50, i -> guest.refreshByCookie(cookie));

            assertThat(answers).extracting(ApiAnswer::outcome).containsOnly("200");
            assertThat(answers.stream().map(RefreshCookies::value).collect(Collectors.toSet()))
                    .hasSize(1)
                    .doesNotContain(cookie);
            assertThat(tables.values("SELECT generation FROM sessions WHERE id = '"
                            + answers.getFirst().text("sessionId") + "'"))
                    .containsExactly("1");
            ApiAnswer next = guest.refreshByCookie(RefreshCookies.value(answers.getLast()));
            assertThat(next.outcome()).isEqualTo("200");
            assertThat(guest.me(next.text("accessToken")).outcome()).isEqualTo("200");
        }
    }

    // ASVS 10.4.5: a stolen cookie is noticed like any other stolen token.
    @Test
    void replayingAnOldCookieEndsTheSession() {
        try (RunningSystem system = RunningSystem.on(postgres.settings())) {
            Guest guest = system.guest();
            String first = signIn(guest, "stolen-cookie@example.com");
            String second = RefreshCookies.value(guest.refreshByCookie(first));
            ApiAnswer third = guest.refreshByCookie(second);

            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie(first));

            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie(second));
            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie(RefreshCookies.value(third)));
            assertThat(guest.me(third.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
            assertThat(tables.count("audit_events WHERE type = 'session.refresh-token-reused'"
                            + " AND details->>'sessionId' = '" + third.text("sessionId") + "'"))
                    .isEqualTo(1);
        }
    }

    // SECURITY.md: a losing refresh never clears a cookie, whatever it loses by.
    @Test
    void aRefusedRefreshLeavesTheCookieAlone() throws IOException {
        try (DatabaseProxy wire = DatabaseProxy.before(postgres.settings());
                RunningSystem system = RunningSystem.on(
                        wire.settings(), "RATE_LIMITS", "on", "RATE_LIMIT_REFRESH_PER_SESSION", "1/1h")) {
            Guest guest = system.guest();
            String limited = signIn(guest, "limited@example.com");
            String successor = RefreshCookies.value(guest.refreshByCookie(limited));
            String suspended = signIn(guest, "suspended-tab@example.com");
            String other = signIn(guest, "unlucky-tab@example.com");
            tables.execute("UPDATE users SET status = 'suspended' WHERE email = 'suspended-tab@example.com'");

            assertRefusedWithoutACookie("429 too-many-requests", guest.refreshByCookie(successor));
            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie(suspended));
            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie("forged"));
            assertRefusedWithoutACookie(
                    "403 cross-site-request",
                    guest.send(RefreshCookies.with(other, ApiRequest.post("/api/v1/auth/refresh"))));
            wire.cut();
            assertRefusedWithoutACookie("503 service-unavailable", guest.refreshByCookie(other));
            assertRefusedWithoutACookie("503 service-unavailable", guest.logoutByCookie(other));
            wire.restore();
        }
    }

    // ASVS 3.5.1: before anything is spent.
    @Test
    void whatAPageOfAnotherOriginSendsCostsNoSqlAndChangesNothing() throws IOException {
        try (RoundTripCounter counter = RoundTripCounter.before(postgres.settings());
                SteeredSystem system = SteeredSystem.on(counter.settings(), new FakePasswordHasher())) {
            Guest guest = system.guest();
            String cookie = signIn(guest, "visits-others@example.com");

            for (ApiRequest request : List.of(
                    RefreshCookies.with(cookie, ApiRequest.post("/api/v1/auth/refresh")),
                    RefreshCookies.with(cookie, ApiRequest.post("/api/v1/auth/logout")),
                    ApiRequest.post("/api/v1/auth/login")
                            .header("X-Token-Delivery", "cookie")
                            .json(Guest.json("email", "visits-others@example.com", "password", Guest.PASSWORD)))) {
                for (String origin : List.of("https://evil.example", "https://evil.example.com", "null")) {
                    ApiRequest foreign = request.header("Origin", origin).header("Sec-Fetch-Site", "same-site");
                    assertThat(counter.during(
                                    () -> assertRefusedWithoutACookie("403 cross-site-request", guest.send(foreign))))
                            .isZero();
                }
            }

            assertThat(counter.during(() -> guest.refreshByCookie(cookie))).isEqualTo(1);
        }
    }

    @Test
    void signingOutByCookieEndsTheSessionAndRemovesTheCookie() {
        try (RunningSystem system = RunningSystem.on(postgres.settings())) {
            Guest guest = system.guest();
            String cookie = signIn(guest, "leaving@example.com");
            ApiAnswer tokens = guest.refreshByCookie(cookie);

            ApiAnswer answer = guest.logoutByCookie(RefreshCookies.value(tokens));

            assertThat(answer.outcome()).isEqualTo("204");
            assertThat(RefreshCookies.maxAge(answer)).isZero();
            assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
            assertRefusedWithoutACookie(REFUSED, guest.refreshByCookie(RefreshCookies.value(tokens)));
        }
    }

    private static String signIn(Guest guest, String email) {
        guest.signUp(email);
        return RefreshCookies.value(guest.loginForCookie(email, Guest.PASSWORD));
    }

    private static void assertRefusedWithoutACookie(String outcome, ApiAnswer answer) {
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }
}
