package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each request costs the database, counted on the wire between the pool and PostgreSQL. More is slower, and easier to flood. */
@DisplayName("Round trips to the database: ARCHITECTURE, decision 10")
final class RoundTripsTest {
    private static final int REGISTER = 2;
    private static final int VERIFY_BY_CODE = 4;
    private static final int VERIFY_BY_LINK = 5;
    private static final int LOGIN = 3;
    private static final int REFUSED_LOGIN = 2;
    private static final int REFRESH = 1;
    private static final int READ_ME = 1;
    private static final int CHANGE_ME = 2;
    private static final int LOGOUT = 2;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RoundTripCounter counter;
    private static SteeredSystem system;
    private static Guest guest;

    @BeforeAll
    static void start() {
        counter = RoundTripCounter.before(postgres.settings());
        system = SteeredSystem.on(counter.settings(), new FakePasswordHasher());
        guest = system.guest();
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
        counter.close();
    }

    @Test
    void registeringTakesTwo() {
        assertCost(REGISTER, "202", () -> guest.register("register@example.com", Guest.PASSWORD));
    }

    @Test
    void verifyingTakesFourByCodeAndFiveByLink() {
        Pending byCode = guest.pending("by-code@example.com");
        Pending byLink = guest.pending("by-link@example.com");

        assertCost(VERIFY_BY_CODE, "200", () -> guest.verifyByCode(byCode.id(), byCode.code()));
        assertCost(VERIFY_BY_LINK, "200", () -> guest.verifyByLink(byLink.token(), Guest.PASSWORD));
    }

    @Test
    void signingInTakesAtMostThreeWhetherItSucceedsOrNot() {
        guest.signUp("login@example.com");

        assertThat(LOGIN).isLessThanOrEqualTo(3);
        assertCost(LOGIN, "200", () -> guest.login("login@example.com", Guest.PASSWORD));
        assertCost(REFUSED_LOGIN, "401 invalid-credentials", () -> guest.login("login@example.com", "wrong"));
        assertCost(REFUSED_LOGIN, "401 invalid-credentials", () -> guest.login("nobody@example.com", "wrong"));
    }

    @Test
    void refreshingTakesOne() {
        String refreshToken = guest.signUp("refresh@example.com").text("refreshToken");

        assertCost(REFRESH, "200", () -> guest.refresh(refreshToken));
    }

    @Test
    void readingOnesAccountTakesOneAndChangingItTwo() {
        String accessToken = guest.signUp("me@example.com").text("accessToken");

        assertCost(READ_ME, "200", () -> guest.me(accessToken));
        assertCost(CHANGE_ME, "200", () -> guest.changeMe(accessToken, Guest.json("displayName", "Ada")));
    }

    @Test
    void signingOutTakesTwo() {
        ApiAnswer tokens = guest.signUp("logout@example.com");
        ApiAnswer others = guest.login("logout@example.com", Guest.PASSWORD);

        assertCost(LOGOUT, "204", () -> guest.logout(tokens.text("refreshToken")));
        assertCost(LOGOUT, "204", () -> guest.logoutByBearer(others.text("accessToken")));
    }

    @Test
    void whatIsRefusedByItsFormTakesNone() {
        assertCost(0, "422 invalid-input", () -> guest.register("short@example.com", "short"));
        assertCost(0, "401 invalid-refresh-token", () -> guest.refresh("forged"));
        assertCost(0, "401 invalid-access-token", () -> guest.me("forged"));
        assertCost(0, "401 not-signed-in", () -> guest.send(ApiRequest.get("/api/v1/me")));
    }

    // The second time not even the signature is checked.
    @Test
    void findingOutWhoIsCallingTakesNone() {
        String accessToken = guest.signUp("caller@example.com").text("accessToken");

        assertCost(0, "200", () -> system.callerOf(accessToken));
        assertCost(0, "200", () -> system.callerOf(accessToken));
    }

    private static void assertCost(int roundTrips, String outcome, Supplier<ApiAnswer> request) {
        AtomicReference<ApiAnswer> answer = new AtomicReference<>();
        int counted = counter.during(() -> answer.set(request.get()));
        assertThat(answer.get().outcome()).isEqualTo(outcome);
        assertThat(counted).isEqualTo(roundTrips);
    }
}
