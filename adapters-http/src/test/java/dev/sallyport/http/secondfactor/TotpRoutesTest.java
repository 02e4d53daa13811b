package dev.sallyport.http.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpRoutesTest {
    private static final String TOTP = "/api/v1/me/totp";
    private static final String CONFIRM = "/api/v1/me/totp/confirm";
    private static final String PNG = "data:image/png;base64,";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesTheSecretInThreeForms() {
        ApiAnswer answer = enrol();

        String uri = answer.text("otpauthUri");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(uri)
                .startsWith("otpauth://totp/Sallyport:ada%40example.com?")
                .contains(answer.text("secret"));
        assertThat(answer.text("qrCode")).startsWith(PNG);
        // The fake draws the text as it is.
        byte[] drawn = Base64.getDecoder().decode(answer.text("qrCode").substring(PNG.length()));
        assertThat(new String(drawn, StandardCharsets.UTF_8)).isEqualTo(uri);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void countsForNothingUntilItIsConfirmed() {
        enrol();

        assertThat(server.signIn(TestServer.PASSWORD).text("status")).isEqualTo("signed-in");
    }

    @Test
    void turnsTheFactorOnByACodeAndHandsOutRecoveryCodesAndEndsTheOtherSessions() {
        ApiAnswer other = server.signIn(TestServer.PASSWORD);

        ApiAnswer answer = confirm(authenticator().code());

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().get("recoveryCodes")).hasSize(10);
        assertThat(server.signIn(TestServer.PASSWORD).text("status")).isEqualTo("second-factor-required");
        assertThat(me(other).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(me(signedIn).json().get("twoFactorEnabled").asBoolean()).isTrue();
    }

    @Test
    void refusesAWrongCodeAndAfterFiveOfThemTheEnrolment() {
        Authenticator authenticator = authenticator();
        for (int tries = 0; tries < 5; tries++) {
            assertThat(confirm(authenticator.wrongCode()).outcome()).isEqualTo("401 invalid-code");
        }

        assertThat(confirm(authenticator.code()).outcome()).isEqualTo("409 no-enrollment-pending");
    }

    @Test
    void confirmsNothingThatWasNeverEnrolledOrTooLongAgo() {
        assertThat(confirm("123456").outcome()).isEqualTo("409 no-enrollment-pending");
        Authenticator authenticator = authenticator();
        server.fakes().clock().advance(Duration.ofMinutes(10));
        assertThat(confirm(authenticator.code()).outcome()).isEqualTo("409 no-enrollment-pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "abcdef", "-123456", "7Q2M-K4XD-9RTA-0WZE"})
    void confirmsByTheCodesOfAuthenticatorsAlone(String code) {
        ApiAnswer answer = confirm(code);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/code");
    }

    @Test
    void doesNotEnrolASecondAuthenticator() {
        server.enrolled(signedIn);
        String stronger = server.post("/api/v1/auth/refresh", """
                {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")))
                .text("accessToken");

        assertThat(server.send(ApiRequest.post(TOTP).bearer(stronger)).outcome())
                .isEqualTo("409 second-factor-already-enrolled");
    }

    @Test
    void removesTheFactorForThePasswordAndACode() {
        Authenticator authenticator = server.enrolled(signedIn);

        ApiAnswer answer = remove("""
                {"password": "%s", "code": "%s"}""".formatted(TestServer.PASSWORD, authenticator.code()));

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(answer.body()).isEmpty();
        assertThat(server.signIn(TestServer.PASSWORD).text("status")).isEqualTo("signed-in");
    }

    @Test
    void removesNothingForThePasswordAlone() {
        server.enrolled(signedIn);

        assertThat(remove("{\"password\": \"%s\"}".formatted(TestServer.PASSWORD))
                        .outcome())
                .isEqualTo("401 step-up-required");
        assertThat(server.signIn(TestServer.PASSWORD).text("status")).isEqualTo("second-factor-required");
    }

    @Test
    void removesNothingWhereNothingIs() {
        assertThat(remove("{}").outcome()).isEqualTo("409 second-factor-not-enrolled");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyGuesses() {
        Authenticator authenticator = authenticator();
        server.fakes().rateLimits().exhaust(Limit.CODE_PER_CHALLENGE);

        ApiAnswer answer = confirm(authenticator.code());

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        assertThat(enrol().outcome()).isEqualTo("401 invalid-access-token");
        assertThat(confirm("123456").outcome()).isEqualTo("401 invalid-access-token");
        assertThat(remove("{}").outcome()).isEqualTo("401 invalid-access-token");
    }

    private Authenticator authenticator() {
        return new Authenticator(enrol(), server.fakes().clock());
    }

    private ApiAnswer enrol() {
        return server.send(ApiRequest.post(TOTP).bearer(signedIn.text("accessToken")));
    }

    private ApiAnswer confirm(String code) {
        return server.send(ApiRequest.post(CONFIRM)
                .bearer(signedIn.text("accessToken"))
                .json("{\"code\": \"%s\"}".formatted(code)));
    }

    private ApiAnswer remove(String json) {
        return server.send(ApiRequest.of("DELETE", TOTP)
                .bearer(signedIn.text("accessToken"))
                .json(json));
    }

    private ApiAnswer me(ApiAnswer tokens) {
        return server.send(ApiRequest.get("/api/v1/me").bearer(tokens.text("accessToken")));
    }
}
