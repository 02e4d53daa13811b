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
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final int REGISTER = 2;
    private static final int VERIFY_BY_CODE = 4;
    private static final int VERIFY_BY_LINK = 5;
    private static final int LOGIN = 3;
    private static final int REFUSED_LOGIN = 3;
    private static final int ASKING_FOR_FACTOR = 2;
    private static final int ANSWERING_FACTOR = 4;
    private static final int REFRESH = 1;
    private static final int READ_ME = 1;
    private static final int CHANGE_ME = 2;
    private static final int LOGOUT = 2;
    private static final int FORGOT = 1;
    private static final int RESET = 4;
    private static final int REFUSED_RESET = 1;
    private static final int CHANGE_PASSWORD = 4;
    private static final int WRONG_PASSWORD = 3;
    private static final int ASK_FOR_ADDRESS = 4;
    private static final int CONFIRM_ADDRESS = 4;
    private static final int WRONG_CODE = 3;
    private static final int UNDO = 4;
    private static final int DELETE = 6;
    private static final int DELETE_LATER = 5;
    private static final int KEEP = 2;
    private static final int EXPORT = 7;

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

    // ASVS 6.3.3 at the price that ARCHITECTURE allows: three more.
    @Test
    void signingInWithASecondFactorTakesSixInTwoRequests() {
        String email = "factor@example.com";
        String accessToken = guest.signUp(email).text("accessToken");
        AuthenticatorApp app = AuthenticatorApp.enrolled(system.clock(), guest, accessToken);

        assertThat(ASKING_FOR_FACTOR + ANSWERING_FACTOR).isLessThanOrEqualTo(LOGIN + 3);
        for (int i = 0; i < 8; i++) {
            AtomicReference<String> challenge = new AtomicReference<>();
            assertCost(ASKING_FOR_FACTOR, "200", () -> {
                ApiAnswer asked = guest.login(email, Guest.PASSWORD);
                challenge.set(asked.text("challenge"));
                return asked;
            });
            String code = app.nextCode();
            assertCost(ANSWERING_FACTOR, "200", () -> guest.secondFactor(challenge.get(), "totp", code));
        }
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

    // Nobody is looked up before the answer.
    @Test
    void askingForALinkTakesOneWhetherOrNotThereIsAnAccount() {
        guest.signUp("forgot@example.com");

        assertCost(FORGOT, "202", () -> guest.forgot("forgot@example.com"));
        assertCost(FORGOT, "202", () -> guest.forgot("nobody-forgot@example.com"));
    }

    @Test
    void resettingAPasswordTakesFourAndALinkThatIsWrongOne() {
        guest.signUp("reset@example.com");
        String token = guest.resetToken("reset@example.com");

        assertCost(RESET, "204", () -> guest.reset(token, NEW_PASSWORD));
        assertCost(REFUSED_RESET, "401 invalid-link", () -> guest.reset(token, NEW_PASSWORD));
    }

    @Test
    void changingAPasswordTakesFour() {
        String accessToken = guest.signUp("password@example.com").text("accessToken");

        assertCost(
                WRONG_PASSWORD,
                "401 invalid-credentials",
                () -> guest.changePassword(accessToken, "not the password", NEW_PASSWORD));
        assertCost(CHANGE_PASSWORD, "204", () -> guest.changePassword(accessToken, Guest.PASSWORD, NEW_PASSWORD));
    }

    @Test
    void askingForAnAddressProvingItAndTakingItBackTakeFourEach() {
        String accessToken = guest.signUp("address@example.com").text("accessToken");

        assertCost(
                ASK_FOR_ADDRESS,
                "202",
                () -> guest.changeEmail(accessToken, "other-address@example.com", Guest.PASSWORD));
        String code = Inbox.code(guest.mail("other-address@example.com", "confirm-new-address"));
        assertCost(
                WRONG_CODE,
                "401 invalid-code",
                () -> guest.confirmEmail(accessToken, code.equals("00000000") ? "00000001" : "00000000"));
        assertCost(CONFIRM_ADDRESS, "200", () -> guest.confirmEmail(accessToken, code));
        String undo = Inbox.token(guest.mail("address@example.com", "email-changed"));
        assertCost(UNDO, "204", () -> guest.undoEmail(undo));
    }

    @Test
    void deletingAnAccountTakesSixAtOnceAndFiveForLaterAndKeepingItTwo() {
        String soon = guest.signUp("delete@example.com").text("accessToken");
        assertCost(DELETE, "204", () -> guest.deleteMe(soon, Guest.PASSWORD));

        try (SteeredSystem hesitant =
                SteeredSystem.on(counter.settings(), new FakePasswordHasher(), "ACCOUNT_DELETION_GRACE", "30d")) {
            Guest other = hesitant.guest();
            String later = other.signUp("delete-later@example.com").text("accessToken");
            assertCost(DELETE_LATER, "204", () -> other.deleteMe(later, Guest.PASSWORD));
            String keep = Inbox.token(other.mail("delete-later@example.com", "account-deletion-scheduled"));
            assertCost(KEEP, "204", () -> other.keepAccount(keep));
        }
    }

    @Test
    void exportingWhatFitsOnOnePageTakesSix() {
        String accessToken = guest.signUp("export@example.com").text("accessToken");

        assertCost(EXPORT, "200", () -> guest.export(accessToken));
    }

    @Test
    void whatIsRefusedByItsFormTakesNone() {
        assertCost(0, "422 invalid-input", () -> guest.register("short@example.com", "short"));
        assertCost(0, "401 invalid-refresh-token", () -> guest.refresh("forged"));
        assertCost(0, "401 invalid-access-token", () -> guest.me("forged"));
        assertCost(0, "422 invalid-input", () -> guest.reset("A".repeat(43), "short"));
        assertCost(0, "422 invalid-input", () -> guest.reset("no link", NEW_PASSWORD));
        assertCost(0, "422 invalid-input", () -> guest.undoEmail("no link"));
        assertCost(0, "422 invalid-input", () -> guest.keepAccount("no link"));
        assertCost(0, "422 invalid-input", () -> guest.forgot("no address"));
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
