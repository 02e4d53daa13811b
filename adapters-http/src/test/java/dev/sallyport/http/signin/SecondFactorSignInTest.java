package dev.sallyport.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import dev.sallyport.http.testing.RefreshCookies;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorSignInTest {
    private static final String SECOND_FACTOR = "/api/v1/auth/login/second-factor";

    private final TestServer server = TestServer.start();
    private final Authenticator authenticator = server.enrolled(server.signedIn());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForASecondFactorInsteadOfGivingTokens() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.text("status")).isEqualTo("second-factor-required");
        assertThat(asked.text("challenge")).hasSize(43);
        assertThat(asked.json().get("factors")).extracting(JsonNode::asText).containsExactly("totp", "recovery-code");
        assertThat(asked.json().get("expiresIn").asInt()).isEqualTo(300);
        assertThat(asked.json().has("accessToken")).isFalse();
        assertThat(asked.header("Set-Cookie")).isEmpty();
    }

    @Test
    void asksForItOnlyAfterTheRightPassword() {
        assertThat(server.signIn("wrong horse battery staple").outcome()).isEqualTo("401 invalid-credentials");
    }

    @Test
    void signsInWithTheCodeThatTheAuthenticatorShows() {
        ApiAnswer answer = server.answer(server.signIn(TestServer.PASSWORD), "totp", authenticator.code());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("signed-in");
        assertThat(me(answer.text("accessToken")).outcome()).isEqualTo("200");
    }

    @Test
    void signsInWithARecoveryCodeOnce() {
        ApiAnswer tokens = server.answer(server.signIn(TestServer.PASSWORD), "totp", authenticator.code());
        String code = server.send(ApiRequest.post("/api/v1/me/recovery-codes").bearer(tokens.text("accessToken")))
                .json()
                .at("/recoveryCodes/3")
                .asText();

        ApiAnswer first = server.answer(server.signIn(TestServer.PASSWORD), "recovery-code", code);
        ApiAnswer second = server.answer(server.signIn(TestServer.PASSWORD), "recovery-code", code);

        assertThat(first.outcome()).isEqualTo("200");
        assertThat(second.outcome()).isEqualTo("401 invalid-code");
    }

    @Test
    void putsTheRefreshTokenIntoTheCookieAloneIfThatIsWished() {
        ApiAnswer asked = server.send(RefreshCookies.fromOwnPage(login()).header("X-Token-Delivery", "cookie"));
        ApiRequest code =
                ApiRequest.post(SECOND_FACTOR).json(json(asked.text("challenge"), "totp", authenticator.code()));

        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(code).header("X-Token-Delivery", "cookie"));

        assertThat(asked.header("Set-Cookie")).isEmpty();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(answer.body()).doesNotContain(RefreshCookies.value(answer));
    }

    @Test
    void spendsNothingForAWishThatItDoesNotKnow() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        ApiRequest code =
                ApiRequest.post(SECOND_FACTOR).json(json(asked.text("challenge"), "totp", authenticator.code()));

        assertThat(server.send(code.header("X-Token-Delivery", "both")).outcome())
                .isEqualTo("400 invalid-token-delivery");
        assertThat(server.send(code).outcome()).isEqualTo("200");
    }

    @Test
    void takesCodesAsPeopleTypeThem() {
        assertThat(signIn(spaced(authenticator.code()))).isEqualTo("200");
        server.fakes().clock().advance(Duration.ofSeconds(30));
        assertThat(signIn(fullWidth(authenticator.code()))).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "123456789", "abcdef", "-123456", "12345a", "0x1234", "1.2345", "١٢٣٤٥٦"})
    void knowsWhatIsNoCodeWhenItSeesIt(String code) {
        ApiAnswer answer = server.answer(server.signIn(TestServer.PASSWORD), "totp", code);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/code");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("malformed");
        assertThat(answer.json().at("/errors/0/detail").asText()).contains("six to eight");
    }

    @Test
    void takesACodeWithOtherThanItsOwnNumberOfDigitsForAWrongOne() {
        assertThat(signIn("1234567")).isEqualTo("401 invalid-code");
    }

    @ParameterizedTest
    @CsvSource({"sms, 123456", "TOTP, 123456", "'', 123456", "recovery_code, 7Q2M-K4XD-9RTA-0WZE"})
    void knowsNoOtherKindOfFactor(String factor, String code) {
        ApiAnswer answer = server.answer(server.signIn(TestServer.PASSWORD), factor, code);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/factor");
        assertThat(answer.json().at("/errors/0/detail").asText()).contains("totp or recovery-code");
    }

    @Test
    void takesNoCodeOfOneKindForTheOther() {
        assertThat(server.answer(server.signIn(TestServer.PASSWORD), "recovery-code", authenticator.code())
                        .outcome())
                .isEqualTo("422 invalid-input");
    }

    @Test
    void namesEverythingThatIsMissing() {
        ApiAnswer answer = server.post(SECOND_FACTOR, "{}");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer"))
                .containsExactly("/challenge", "/factor", "/code");
    }

    @Test
    void takesNoUserFromTheClient() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);

        assertThat(server.post(SECOND_FACTOR, """
                {"challenge": "%s", "factor": "totp", "code": "%s", "email": "eve@example.com"}""".formatted(asked.text("challenge"), authenticator.code()))
                        .outcome())
                .isEqualTo("400 unreadable-body");
    }

    @Test
    void refusesAWrongCodeAndLetsTheChallengeBeAnsweredOnceMore() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);

        assertThat(server.answer(asked, "totp", authenticator.wrongCode()).outcome())
                .isEqualTo("401 invalid-code");
        assertThat(server.answer(asked, "totp", authenticator.code()).outcome()).isEqualTo("200");
    }

    @Test
    void refusesACodeThatWasUsedAndTheOneBeforeIt() {
        signIn(authenticator.code());

        assertThat(signIn(authenticator.code())).isEqualTo("401 invalid-code");
        assertThat(signIn(authenticator.code(-1))).isEqualTo("401 invalid-code");
    }

    @Test
    void voidsTheChallengeAfterFiveWrongCodes() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        for (int tries = 0; tries < 5; tries++) {
            assertThat(server.answer(asked, "totp", authenticator.wrongCode()).outcome())
                    .isEqualTo("401 invalid-code");
        }

        ApiAnswer answer = server.answer(asked, "totp", authenticator.code());

        assertThat(answer.outcome()).isEqualTo("401 invalid-challenge");
        assertThat(answer.text("detail")).contains("sign in from the beginning");
    }

    @Test
    void refusesAChallengeThatHasExpired() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        server.fakes().clock().advance(Duration.ofMinutes(5));

        assertThat(server.answer(asked, "totp", authenticator.code()).outcome()).isEqualTo("401 invalid-challenge");
    }

    @Test
    void refusesAChallengeThatWasUsedFromAnotherPlace() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        server.answer(asked, "totp", authenticator.code());
        server.fakes().clock().advance(Duration.ofSeconds(30));

        assertThat(server.answer(asked, "totp", authenticator.code()).outcome()).isEqualTo("401 invalid-challenge");
    }

    @Test
    void refusesAChallengeThatNobodyWasGiven() {
        assertThat(server.post(SECOND_FACTOR, json("A".repeat(43), "totp", authenticator.code()))
                        .outcome())
                .isEqualTo("401 invalid-challenge");
    }

    @Test
    void refusesAChallengeOfAnAccountThatWasSuspendedMeanwhile() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        server.fakes().users().suspend(server.fakes().users().all().getFirst().id());

        assertThat(server.answer(asked, "totp", authenticator.code()).outcome()).isEqualTo("401 invalid-challenge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not a challenge"})
    void knowsAnIncompleteChallengeWhenItSeesOne(String challenge) {
        ApiAnswer answer = server.post(SECOND_FACTOR, json(challenge, "totp", "123456"));

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/challenge");
    }

    @Test
    void takesNoChallengeForAnAccessToken() {
        ApiAnswer answer = me(server.signIn(TestServer.PASSWORD).text("challenge"));

        assertThat(answer.outcome()).isEqualTo("401 invalid-access-token");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"API_PER_IP", "CODE_PER_CHALLENGE"})
    void saysWhenToComeBackIfThereWereTooManyTries(Limit limit) {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        server.fakes().rateLimits().exhaust(limit);

        ApiAnswer answer = server.answer(asked, "totp", authenticator.code());

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void repeatsNoCodeAndNoChallengeInARefusal() {
        ApiAnswer asked = server.signIn(TestServer.PASSWORD);
        String wrong = authenticator.wrongCode();

        assertThat(server.answer(asked, "totp", wrong).body())
                .doesNotContain(wrong)
                .doesNotContain(asked.text("challenge"));
    }

    private String signIn(String code) {
        return server.answer(server.signIn(TestServer.PASSWORD), "totp", code).outcome();
    }

    private static String spaced(String code) {
        return " " + code.substring(0, 3) + " " + code.substring(3) + " ";
    }

    private static String fullWidth(String code) {
        return code.chars()
                .map(digit -> digit - '0' + '０')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private ApiAnswer me(String accessToken) {
        return server.send(ApiRequest.get("/api/v1/me").bearer(accessToken));
    }

    private static ApiRequest login() {
        return ApiRequest.post("/api/v1/auth/login").json("""
                {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD));
    }

    private static String json(String challenge, String factor, String code) {
        return """
                {"challenge": "%s", "factor": "%s", "code": "%s"}""".formatted(challenge, factor, code);
    }
}
