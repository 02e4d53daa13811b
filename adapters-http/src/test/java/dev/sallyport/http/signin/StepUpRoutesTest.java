package dev.sallyport.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import dev.sallyport.http.testing.RefreshCookies;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepUpRoutesTest {
    private static final String STEP_UP = "/api/v1/auth/step-up";
    private static final String RIGHT = "{\"password\": \"%s\"}".formatted(TestServer.PASSWORD);

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesNewTokensOfTheSameSessionWithWhichNothingMoreIsAsked() {
        server.fakes().clock().advance(Duration.ofMinutes(5));

        ApiAnswer answer = stepUp(RIGHT);

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text("sessionId")).isEqualTo(signedIn.text("sessionId"));
        assertThat(delete(signedIn).outcome()).isEqualTo("401 step-up-required");
        assertThat(delete(answer).outcome()).isEqualTo("204");
    }

    @Test
    void wantsACodeTooFromWhoeverHasASecondFactor() {
        Authenticator authenticator = server.enrolled(signedIn);

        ApiAnswer without = stepUp(RIGHT);
        ApiAnswer with = stepUp(json(TestServer.PASSWORD, authenticator.code()));

        assertThat(without.outcome()).isEqualTo("401 step-up-required");
        assertThat(without.header("WWW-Authenticate").orElse("")).contains("acr_values=\"aal2\"");
        assertThat(with.outcome()).isEqualTo("200");
    }

    @Test
    void refusesAWrongPasswordAndAWrongCode() {
        Authenticator authenticator = server.enrolled(signedIn);

        assertThat(stepUp(json("wrong horse battery staple", authenticator.code()))
                        .outcome())
                .isEqualTo("401 invalid-credentials");
        assertThat(stepUp(json(TestServer.PASSWORD, authenticator.wrongCode())).outcome())
                .isEqualTo("401 invalid-code");
    }

    @Test
    void takesEveryCodeOnce() {
        Authenticator authenticator = server.enrolled(signedIn);
        stepUp(json(TestServer.PASSWORD, authenticator.code()));

        assertThat(stepUp(json(TestServer.PASSWORD, authenticator.code())).outcome())
                .isEqualTo("401 invalid-code");
    }

    @Test
    void asksForThePasswordEvenIfItWasGivenAMomentAgo() {
        ApiAnswer answer = stepUp("{}");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/password");
    }

    @Test
    void namesACodeThatIsNone() {
        ApiAnswer answer = stepUp(json(TestServer.PASSWORD, "12345"));

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/code");
    }

    @Test
    void putsTheRefreshTokenIntoTheCookieAloneIfThatIsWished() {
        ApiRequest request =
                ApiRequest.post(STEP_UP).bearer(signedIn.text("accessToken")).json(RIGHT);

        ApiAnswer answer = server.send(RefreshCookies.fromOwnPage(request).header("X-Token-Delivery", "cookie"));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(RefreshCookies.value(answer)).isNotEmpty();
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyGuesses() {
        server.fakes().rateLimits().exhaust(Limit.LOGIN);

        ApiAnswer answer = stepUp(RIGHT);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        assertThat(stepUp(RIGHT).outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer stepUp(String json) {
        return server.send(
                ApiRequest.post(STEP_UP).bearer(signedIn.text("accessToken")).json(json));
    }

    private ApiAnswer delete(ApiAnswer tokens) {
        return server.send(ApiRequest.of("DELETE", "/api/v1/me").bearer(tokens.text("accessToken")));
    }

    private static String json(String password, String code) {
        return """
                {"password": "%s", "code": "%s"}""".formatted(password, code);
    }
}
