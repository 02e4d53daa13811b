package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where everybody must have a second factor, who has none can enrol, and nothing else, whichever way they came in. */
@DisplayName("Required second factor: ASVS 6.3.3, 6.3.4")
final class RequiredSecondFactorTest {
    private static final String MUST_ENROL = "403 second-factor-enrollment-required";
    private static final String EMAIL = "ada@example.com";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static SteeredSystem system;
    private static Guest guest;

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher(), "TWO_FACTOR", "required");
        guest = system.guest();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void isEnrolledBeforeAnythingElse() {
        ApiAnswer registered = guest.signUp(EMAIL);
        ApiAnswer signedIn = guest.login(EMAIL, Guest.PASSWORD);
        ApiAnswer refreshed = guest.refresh(signedIn.text("refreshToken"));
        assertThat(refreshed.outcome()).isEqualTo("200");
        for (ApiAnswer tokens : new ApiAnswer[] {registered, signedIn, refreshed}) {
            assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo(MUST_ENROL);
            assertThat(guest.sessions(tokens.text("accessToken")).outcome()).isEqualTo(MUST_ENROL);
            assertThat(guest.changePassword(tokens.text("accessToken"), Guest.PASSWORD, "another long password")
                            .outcome())
                    .isEqualTo(MUST_ENROL);
        }

        AuthenticatorApp app = AuthenticatorApp.enrolled(system.clock(), guest, refreshed.text("accessToken"));

        assertThat(guest.me(refreshed.text("accessToken")).outcome()).isEqualTo(MUST_ENROL);
        ApiAnswer full = guest.refresh(refreshed.text("refreshToken"));
        assertThat(guest.me(full.text("accessToken")).outcome()).isEqualTo("200");
        ApiAnswer again = guest.secondFactor(guest.challenge(EMAIL), "totp", app.nextCode());
        assertThat(guest.me(again.text("accessToken")).outcome()).isEqualTo("200");
    }

    // A token that can only enrol lists no roles, and must not pass for one whose roles are outdated.
    @Test
    void isEnrolledByWhoeverHasJustGotAnotherRole() {
        String email = "promoted@example.com";
        ApiAnswer before = guest.signUp(email);
        new Tables(postgres.settings())
                .execute("INSERT INTO user_roles (user_id, role) SELECT id, 'admin' FROM users WHERE email = '" + email
                        + "'");
        system.followRevocations();
        ApiAnswer promoted = guest.refresh(before.text("refreshToken"));

        AuthenticatorApp.enrolled(system.clock(), guest, promoted.text("accessToken"));

        system.followRevocations();
        ApiAnswer full = guest.refresh(promoted.text("refreshToken"));
        assertThat(guest.me(full.text("accessToken")).outcome()).isEqualTo("200");
    }

    @Test
    void canBeLeftByLogout() {
        ApiAnswer tokens = guest.signUp("leaving@example.com");

        assertThat(guest.logoutByBearer(tokens.text("accessToken")).outcome()).isEqualTo("204");
    }
}
