package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where nothing else limits guessing, the count in the database does: a hundred wrong passwords in a row disable the right one. */
@DisplayName("Guessing passwords: ASVS 6.1.1, 6.3.1; NIST SP 800-63B-4 §3.2.2")
final class GuessingTest {
    private static final int MOST = 100;
    private static final String WRONG = "not the password at all";
    private static final String REFUSED = "401 invalid-credentials";
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private SteeredSystem system;
    private Guest guest;

    @BeforeEach
    void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher());
        guest = system.guest();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void theHundredthDisablesThePasswordTellsTheOwnerOnceAndShowsNobodyElse() {
        String email = "disabled@example.com";
        ApiAnswer session = guest.signUp(email);
        guess(email, MOST);

        ApiAnswer wrong = guest.login(email, WRONG);
        ApiAnswer right = guest.login(email, Guest.PASSWORD);

        assertThat(right.outcome()).isEqualTo(REFUSED);
        assertThat(Answers.seen(right)).isEqualTo(Answers.seen(wrong));
        assertThat(Answers.seen(right)).isEqualTo(Answers.seen(guest.login("nobody@example.com", WRONG)));
        assertThat(notices(email)).isEqualTo(1);
        // Not a way to throw the owner out, nor one around it for whoever has got hold of a session.
        String accessToken = session.text("accessToken");
        assertThat(guest.me(accessToken).outcome()).isEqualTo("200");
        assertThat(guest.changePassword(accessToken, Guest.PASSWORD, NEW_PASSWORD)
                        .outcome())
                .isEqualTo(REFUSED);
        assertThat(guest.deleteMe(accessToken, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
    }

    // Neither restarting the server nor emptying what counts requests forgives a guess.
    @Test
    void theCountOutlivesARestart() {
        String email = "patient@example.com";
        guest.signUp(email);
        guess(email, MOST - 1);
        stop();
        start();

        guess(email, 1);
        stop();
        start();

        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
        assertThat(notices(email)).isEqualTo(1);
    }

    @Test
    void aSuccessClearsTheCountAtTheLastMoment() {
        String email = "forgetful@example.com";
        guest.signUp(email);
        for (int i = 0; i < 2; i++) {
            guess(email, MOST - 1);
            assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("200");
        }

        assertThat(failures(email)).isZero();
        assertThat(notices(email)).isZero();
    }

    @Test
    void aResetEnablesThePasswordAgain() {
        String email = "back-again@example.com";
        guest.signUp(email);
        guess(email, MOST + 1);

        assertThat(guest.reset(guest.resetToken(email), NEW_PASSWORD).outcome()).isEqualTo("204");

        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
        assertThat(failures(email)).isZero();
    }

    // Wherever a password is asked for, it can be guessed.
    @Test
    void guessesCountWhereverAPasswordIsAskedFor() {
        String email = "everywhere@example.com";
        String accessToken = guest.signUp(email).text("accessToken");

        guest.login(email, WRONG);
        guest.changePassword(accessToken, WRONG, NEW_PASSWORD);
        guest.changeEmail(accessToken, "elsewhere@example.com", WRONG);
        guest.deleteMe(accessToken, WRONG);

        assertThat(failures(email)).isEqualTo(4);
    }

    @Test
    void ofManyWrongOnesAtOnceOneTellsTheOwnerAndNoneIsForgotten() {
        String email = "stormed@example.com";
        String accessToken = guest.signUp(email).text("accessToken");
        guess(email, MOST - 25);

        Concurrently.times(
                50,
                i -> i % 2 == 0 ? guest.login(email, WRONG) : guest.changePassword(accessToken, WRONG, NEW_PASSWORD));

        assertThat(failures(email)).isEqualTo(MOST + 25);
        assertThat(notices(email)).isEqualTo(1);
        assertThat(tables.count("audit_events e JOIN users u ON u.id = e.user_id"
                        + " WHERE e.type = 'password.disabled' AND u.email = '" + email + "'"))
                .isEqualTo(1);
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
    }

    // Whoever comes with the right password at the same moment either gets in and forgives everything, or does not.
    @Test
    void aRightOneInTheMiddleOfAStormLeavesACountThatIsTrue() {
        for (int round = 0; round < 10; round++) {
            String email = "middle-" + round + "@example.com";
            guest.signUp(email);
            tables.execute("UPDATE users SET password_failures = " + (MOST - 5) + " WHERE email = '" + email + "'");

            boolean gotIn = Concurrently.times(
                            12,
                            i -> guest.login(email, i == 6 ? Guest.PASSWORD : WRONG)
                                    .outcome())
                    .contains("200");

            assertThat(failures(email)).isBetween(0, gotIn ? 11 : MOST + 6);
            assertThat(failures(email) < MOST).isEqualTo(gotIn);
            assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo(gotIn ? "200" : REFUSED);
        }
    }

    private void guess(String email, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guest.login(email, WRONG).outcome()).isEqualTo(REFUSED);
        }
    }

    private int failures(String email) {
        return Integer.parseInt(tables.value("SELECT password_failures FROM users WHERE email = '" + email + "'"));
    }

    private int notices(String email) {
        guest.mails(email, 0);
        return system.inbox().to(email, "password-disabled").size();
    }
}
