package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a second factor is asked for it on every way in, and each code opens the door once. */
@DisplayName("Second factor: ASVS 6.3.4, 6.4.3, 6.5.1, 6.6.3, 7.5.1; RFC 6238 §5.2")
final class SecondFactorTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final String ASKED = "second-factor-required";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static Tables tables;
    private static SteeredSystem system;
    private static Guest guest;

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

    @Test
    void isTurnedOnAndAskedForAndTurnedOff() {
        String email = "whole@example.com";
        ApiAnswer tokens = guest.signUp(email);
        AuthenticatorApp app = enrol(tokens);
        ApiAnswer asked = guest.login(email, Guest.PASSWORD);
        assertThat(asked.outcome()).isEqualTo("200");
        assertThat(asked.text("status")).isEqualTo(ASKED);
        assertThat(asked.json().has("accessToken")).isFalse();

        ApiAnswer signedIn = guest.secondFactor(asked.text("challenge"), "totp", app.nextCode());

        assertThat(signedIn.outcome()).isEqualTo("200");
        assertThat(guest.me(signedIn.text("accessToken"))
                        .json()
                        .path("twoFactorEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(guest.removeTotp(signedIn.text("accessToken"), "password", Guest.PASSWORD, "code", app.nextCode())
                        .outcome())
                .isEqualTo("204");
        assertThat(guest.login(email, Guest.PASSWORD).text("status")).isEqualTo("signed-in");
        assertThat(guest.mail(email, "second-factor-added").content().text()).contains("127.0.0.1");
        guest.mail(email, "second-factor-removed");
    }

    @Test
    void endsEverySessionFromBeforeIt() {
        String email = "before@example.com";
        ApiAnswer tokens = guest.signUp(email);
        ApiAnswer elsewhere = guest.login(email, Guest.PASSWORD);

        enrol(tokens);
        system.followRevocations();

        assertThat(guest.refresh(elsewhere.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.me(elsewhere.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("200");
    }

    // Whoever was given a second factor without having one, as by an import that went wrong, comes in no way at all.
    @Test
    void keepsOutEverySessionWithoutItWhateverOpenedThat() {
        String email = "imported@example.com";
        ApiAnswer tokens = guest.signUp(email);

        tables.execute("UPDATE users SET two_factor_enabled = true WHERE email = '" + email + "'");

        assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.login(email, Guest.PASSWORD).text("status")).isEqualTo(ASKED);
    }

    @Test
    void isNeitherRemovedNorSkippedByAReset() {
        String email = "resetting@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));

        ApiAnswer reset = guest.reset(guest.resetToken(email), NEW_PASSWORD);

        assertThat(reset.outcome()).isEqualTo("204");
        ApiAnswer asked = guest.login(email, NEW_PASSWORD);
        assertThat(asked.text("status")).isEqualTo(ASKED);
        assertThat(guest.secondFactor(asked.text("challenge"), "totp", app.nextCode())
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void isNotGotAroundByRegisteringTheAddressAgain() {
        String email = "again@example.com";
        enrol(guest.signUp(email));

        ApiAnswer registered = guest.register(email, Guest.PASSWORD);

        assertThat(registered.outcome()).isEqualTo("202");
        assertThat(guest.verifyByCode(registered.text("registrationId"), "12345678")
                        .outcome())
                .isEqualTo("401 invalid-code");
    }

    @Test
    void voidsAChallengeOfAnAccountThatIsSuspendedOrHasAnotherPasswordOrNoFactor() {
        String email = "voided@example.com";
        ApiAnswer tokens = guest.signUp(email);
        AuthenticatorApp app = enrol(tokens);
        String suspended = guest.challenge(email);
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + email + "'");
        assertThat(guest.secondFactor(suspended, "totp", app.nextCode()).outcome())
                .isEqualTo("401 invalid-challenge");
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        tables.execute("UPDATE users SET status = 'active' WHERE email = '" + email + "'");

        String reset = guest.challenge(email);
        guest.reset(guest.resetToken(email), NEW_PASSWORD);
        assertThat(guest.secondFactor(reset, "totp", app.nextCode()).outcome()).isEqualTo("401 invalid-challenge");

        String removed = guest.login(email, NEW_PASSWORD).text("challenge");
        String other = guest.login(email, NEW_PASSWORD).text("challenge");
        ApiAnswer signedIn = guest.secondFactor(other, "totp", app.nextCode());
        guest.removeTotp(signedIn.text("accessToken"), "password", NEW_PASSWORD, "code", app.nextCode());
        assertThat(guest.secondFactor(removed, "totp", app.nextCode()).outcome())
                .isEqualTo("401 invalid-challenge");
    }

    @Test
    void letsOneOfFiftyTriesOfOneCodeInOnOneChallenge() {
        String email = "parallel@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        String challenge = guest.challenge(email);
        String code = app.nextCode();

        List<String> outcomes = Concurrently.times(
                50, i -> guest.secondFactor(challenge, "totp", code).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
    }

    @Test
    void letsOneOfManyChallengesInByOneCode() {
        String email = "many@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        List<String> challenges =
                IntStream.range(0, 30).mapToObj(i -> guest.challenge(email)).toList();
        String code = app.nextCode();

        List<String> outcomes = Concurrently.times(
                30, i -> guest.secondFactor(challenges.get(i), "totp", code).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, "401 invalid-code")).isEqualTo(29);
    }

    @Test
    void takesARecoveryCodeOnceOfThirty() {
        String email = "recovering@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        List<String> challenges =
                IntStream.range(0, 30).mapToObj(i -> guest.challenge(email)).toList();
        String code = app.recoveryCodes().getFirst();

        List<String> outcomes = Concurrently.times(
                30,
                i -> guest.secondFactor(challenges.get(i), "recovery-code", code)
                        .outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(guest.mail(email, "recovery-code-used").content().text()).contains("9");
    }

    @Test
    void acceptsNoCodeOfThePreviousStepAfterTheCurrentOne() {
        String email = "previous@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        app.nextCode();
        String current = app.nextCode();
        assertThat(guest.secondFactor(guest.challenge(email), "totp", current).outcome())
                .isEqualTo("200");

        assertThat(guest.secondFactor(guest.challenge(email), "totp", app.code(-1))
                        .outcome())
                .isEqualTo("401 invalid-code");
        assertThat(guest.secondFactor(guest.challenge(email), "totp", current).outcome())
                .isEqualTo("401 invalid-code");
    }

    @Test
    void acceptsCodesAsPeopleTypeThem() {
        String email = "typing@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));

        String spaced = " " + new StringBuilder(app.nextCode()).insert(3, ' ') + " ";
        assertThat(guest.secondFactor(guest.challenge(email), "totp", spaced).outcome())
                .isEqualTo("200");
        String fullWidth = app.nextCode()
                .chars()
                .map(digit -> digit - '0' + '\uFF10')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(Normalizer.isNormalized(fullWidth, Normalizer.Form.NFKC)).isFalse();
        assertThat(guest.secondFactor(guest.challenge(email), "totp", fullWidth).outcome())
                .isEqualTo("200");
        String lowerCase = app.recoveryCodes()
                .getFirst()
                .toLowerCase(java.util.Locale.ROOT)
                .replace("-", " ");
        assertThat(guest.secondFactor(guest.challenge(email), "recovery-code", lowerCase)
                        .outcome())
                .isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "-123456", "12345a", "", "１２３４５", "123456789"})
    void spendsNoTryOnWhatIsNoCode(String text) {
        String email = "malformed" + Integer.toHexString(text.hashCode()) + "@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        String challenge = guest.challenge(email);

        assertThat(guest.secondFactor(challenge, "totp", text).outcome()).isEqualTo("422 invalid-input");
        assertThat(guest.secondFactor(challenge, "totp", app.nextCode()).outcome())
                .isEqualTo("200");
    }

    @Test
    void voidsAChallengeAfterFiveWrongCodesWhicheverPlaceTheyCameFrom() {
        String email = "guessed@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        String challenge = guest.challenge(email);
        for (int i = 0; i < 5; i++) {
            Guest elsewhere = guest.with("place " + i);
            assertThat(elsewhere
                            .secondFactor(challenge, "totp", app.wrongCode())
                            .outcome())
                    .isEqualTo("401 invalid-code");
        }

        assertThat(guest.secondFactor(challenge, "totp", app.nextCode()).outcome())
                .isEqualTo("401 invalid-challenge");
    }

    @Test
    void disablesThePasswordAfterAHundredWrongCodesUntilItIsReset() {
        String email = "stubborn@example.com";
        AuthenticatorApp app = enrol(guest.signUp(email));
        for (int i = 0; i < 100; i++) {
            guest.secondFactor(guest.challenge(email), "totp", app.wrongCode());
        }

        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        guest.mail(email, "password-disabled");
        guest.reset(guest.resetToken(email), NEW_PASSWORD);
        ApiAnswer asked = guest.login(email, NEW_PASSWORD);
        assertThat(guest.secondFactor(asked.text("challenge"), "totp", app.nextCode())
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void isNoBearerToken() {
        String email = "bearer@example.com";
        enrol(guest.signUp(email));
        String challenge = guest.challenge(email);

        assertThat(guest.me(challenge).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.refresh(challenge).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.stepUp(challenge, "password", Guest.PASSWORD).outcome())
                .isEqualTo("401 invalid-access-token");
    }

    @Test
    void isAskedForAgainBeforeWhatAThiefMustNotDo() {
        String email = "thief@example.com";
        ApiAnswer tokens = guest.signUp(email);
        AuthenticatorApp app = enrol(tokens);
        String accessToken = tokens.text("accessToken");

        assertThat(guest.changePassword(accessToken, Guest.PASSWORD, NEW_PASSWORD)
                        .outcome())
                .isEqualTo("401 step-up-required");
        assertThat(guest.deleteMe(accessToken, Guest.PASSWORD).outcome()).isEqualTo("401 step-up-required");
        assertThat(guest.changeEmail(accessToken, "thief2@example.com", Guest.PASSWORD)
                        .outcome())
                .isEqualTo("401 step-up-required");
        assertThat(guest.stepUp(accessToken, "password", Guest.PASSWORD).outcome())
                .isEqualTo("401 step-up-required");

        ApiAnswer stepped = guest.stepUp(accessToken, "password", Guest.PASSWORD, "code", app.nextCode());
        assertThat(stepped.outcome()).isEqualTo("200");
        assertThat(stepped.text("sessionId")).isEqualTo(tokens.text("sessionId"));
        assertThat(guest.changePassword(stepped.text("accessToken"), Guest.PASSWORD, NEW_PASSWORD)
                        .outcome())
                .isEqualTo("204");
    }

    @Test
    void isTakenAwayByAnAdministratorAlone() {
        ApiAnswer admin = guest.signUp("admin@example.com");
        tables.execute("INSERT INTO user_roles (user_id, role) SELECT id, 'admin' FROM users WHERE email ="
                + " 'admin@example.com'");
        system.followRevocations();
        String adminsToken = guest.refresh(admin.text("refreshToken")).text("accessToken");
        String email = "lost@example.com";
        ApiAnswer tokens = guest.signUp(email);
        String id = tokens.json().path("user").path("id").asText();
        enrol(tokens);

        assertThat(guest.resetSecondFactor(tokens.text("accessToken"), id).outcome())
                .isEqualTo("403 forbidden");
        assertThat(guest.resetSecondFactor(adminsToken, "0198f2a0-7b3c-7d11-9c1e-0c2b6f8f7a13")
                        .outcome())
                .isEqualTo("404 not-found");
        assertThat(guest.resetSecondFactor(adminsToken, id).outcome()).isEqualTo("204");

        assertThat(guest.login(email, Guest.PASSWORD).text("status")).isEqualTo("signed-in");
        guest.mail(email, "second-factor-reset");
        assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
    }

    private static AuthenticatorApp enrol(ApiAnswer tokens) {
        return AuthenticatorApp.enrolled(system.clock(), guest, tokens.text("accessToken"));
    }
}
