package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever an account came from, and whatever state it is in: by which way does somebody get in who has the password and the mailbox, but no second factor? */
@DisplayName("Every way in, in every state: ASVS 6.3.4, 6.4.3")
final class EveryWayInTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static Tables tables;
    private static SteeredSystem system;
    private static Guest guest;

    /** Where an account came from. */
    enum Origin {
        REGISTERED {
            @Override
            void create(String email) {
                guest.signUp(email);
            }
        },
        /** As an operator's command or an import would: nobody has ever signed in to it. */
        CREATED {
            @Override
            void create(String email) {
                tables.execute(
                        "INSERT INTO users (id, email, password_hash, locale, status, two_factor_enabled, created_at)"
                                + " VALUES ('" + UUID.randomUUID() + "', '" + email + "', '$fake$" + Guest.PASSWORD
                                + "', 'en', 'active', false, now())");
                tables.execute("INSERT INTO user_roles (user_id, role) SELECT id, 'user' FROM users WHERE email = '"
                        + email + "'");
            }
        };

        abstract void create(String email);
    }

    /** What has become of it since somebody signed in, and who gets in then. */
    enum State {
        UNENROLLED("200 signed-in", "200", "200 signed-in"),
        /** Enrolled, and not confirmed. */
        PENDING("200 signed-in", "200", "200 signed-in"),
        ENROLLED("200 second-factor-required", "401 invalid-refresh-token", "200 second-factor-required"),
        /** Somebody is being asked for the second factor. */
        CHALLENGED("200 second-factor-required", "401 invalid-refresh-token", "200 second-factor-required"),
        /** It is said to have a second factor, and has none. */
        FLAGGED("200 second-factor-required", "401 invalid-refresh-token", "200 second-factor-required"),
        /** Enrolled, and then suspended. */
        SUSPENDED("401 invalid-credentials", "401 invalid-refresh-token", "401 invalid-credentials");

        private final String byPassword;
        private final String byRefresh;
        private final String afterReset;

        State(String byPassword, String byRefresh, String afterReset) {
            this.byPassword = byPassword;
            this.byRefresh = byRefresh;
            this.afterReset = afterReset;
        }

        /** Brings the account there, in a session of its owner's. */
        void reach(String email, String accessToken) {
            switch (this) {
                case UNENROLLED -> {}
                case PENDING -> guest.enrolTotp(accessToken, "password", Guest.PASSWORD);
                case ENROLLED -> AuthenticatorApp.enrolled(system.clock(), guest, accessToken);
                case CHALLENGED -> {
                    AuthenticatorApp.enrolled(system.clock(), guest, accessToken);
                    guest.challenge(email);
                }
                case FLAGGED ->
                    tables.execute("UPDATE users SET two_factor_enabled = true WHERE email = '" + email + "'");
                case SUSPENDED -> {
                    AuthenticatorApp.enrolled(system.clock(), guest, accessToken);
                    tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + email + "'");
                }
            }
        }
    }

    static Stream<Arguments> accounts() {
        return Arrays.stream(Origin.values())
                .flatMap(origin -> Arrays.stream(State.values()).map(state -> Arguments.of(origin, state)));
    }

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher());
        guest = system.guest();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("accounts")
    void isOpenToWhoeverMayComeInAndToNobodyElse(Origin origin, State state) {
        String email = (origin + "-" + state + "@example.com").toLowerCase(Locale.ROOT);
        origin.create(email);
        ApiAnswer owners = guest.login(email, Guest.PASSWORD);
        ApiAnswer elsewhere = guest.login(email, Guest.PASSWORD);
        ApiAnswer lately = guest.login(email, Guest.PASSWORD);
        guest.refresh(lately.text("refreshToken"));

        state.reach(email, owners.text("accessToken"));

        assertThat(came(guest.login(email, Guest.PASSWORD))).isEqualTo(state.byPassword);
        assertThat(guest.refresh(elsewhere.text("refreshToken")).outcome()).isEqualTo(state.byRefresh);
        // Once more within the grace of a lost answer.
        assertThat(guest.refresh(lately.text("refreshToken")).outcome()).isEqualTo(state.byRefresh);
        assertThat(byRegisteringAgain(email)).isEqualTo("401 invalid-code");
        String password = reset(email, state);
        assertThat(came(guest.login(email, password))).isEqualTo(state.afterReset);
    }

    private static String byRegisteringAgain(String email) {
        ApiAnswer registered = guest.register(email, Guest.PASSWORD);
        return guest.verifyByCode(registered.text("registrationId"), "12345678").outcome();
    }

    /** Whoever is suspended gets no link, so there the password stays. */
    private static String reset(String email, State state) {
        if (state == State.SUSPENDED) {
            guest.forgot(email);
            return Guest.PASSWORD;
        }
        ApiAnswer reset = guest.reset(guest.resetToken(email), NEW_PASSWORD);
        assertThat(reset.outcome()).isEqualTo("204");
        assertThat(reset.body()).isEmpty();
        return NEW_PASSWORD;
    }

    private static String came(ApiAnswer answer) {
        return answer.outcome().equals("200") ? "200 " + answer.text("status") : answer.outcome();
    }
}
