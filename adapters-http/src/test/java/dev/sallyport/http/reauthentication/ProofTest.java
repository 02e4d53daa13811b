package dev.sallyport.http.reauthentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every endpoint that asks for a proof of who is asking takes it alike, and refuses alike. */
class ProofTest {
    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    /** What asks for a proof, and what it answers then. */
    enum Endpoint {
        CHANGE_PASSWORD(
                "POST", "/api/v1/me/password", "\"newPassword\": \"seven quiet lanterns drift ashore\"", "204", "204"),
        CHANGE_EMAIL("POST", "/api/v1/me/email", "\"newEmail\": \"ada@example.net\"", "202", "202"),
        DELETE_ACCOUNT("DELETE", "/api/v1/me", "", "204", "204"),
        ENROL("POST", "/api/v1/me/totp", "", "201", "409 second-factor-already-enrolled"),
        REMOVE_FACTOR("DELETE", "/api/v1/me/totp", "", "409 second-factor-not-enrolled", "204"),
        RENEW_CODES("POST", "/api/v1/me/recovery-codes", "", "409 second-factor-not-enrolled", "200");

        private final String method;
        private final String path;
        private final String members;
        private final String withoutFactor;
        private final String withFactor;

        Endpoint(String method, String path, String members, String withoutFactor, String withFactor) {
            this.method = method;
            this.path = path;
            this.members = members;
            this.withoutFactor = withoutFactor;
            this.withFactor = withFactor;
        }

        private String json(String evidence) {
            return "{" + members + (members.isEmpty() || evidence.isEmpty() ? "" : ", ") + evidence + "}";
        }

        private String password(String password) {
            return "\"%s\": \"%s\"".formatted(this == CHANGE_PASSWORD ? "currentPassword" : "password", password);
        }

        private String passwordAndCode(String password, String code) {
            return password(password) + ", \"code\": \"%s\"".formatted(code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForNothingAMomentAfterSigningIn(Endpoint endpoint) {
        assertThat(send(endpoint, "").outcome()).isEqualTo(endpoint.withoutFactor);
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE_ACCOUNT", "ENROL", "REMOVE_FACTOR", "RENEW_CODES"})
    void needsNoBodyThen(Endpoint endpoint) {
        ApiRequest request = ApiRequest.of(endpoint.method, endpoint.path).bearer(signedIn.text("accessToken"));

        assertThat(server.send(request).outcome()).isEqualTo(endpoint.withoutFactor);
    }

    @ParameterizedTest
    @EnumSource
    void asksForThePasswordLater(Endpoint endpoint) {
        server.fakes().clock().advance(Duration.ofMinutes(5));

        ApiAnswer answer = send(endpoint, "");

        assertThat(answer.outcome()).isEqualTo("401 step-up-required");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal1\", max_age=300");
        assertThat(answer.text("detail")).contains("password", "code", "/api/v1/auth/step-up");
    }

    @ParameterizedTest
    @EnumSource
    void takesThePasswordLater(Endpoint endpoint) {
        server.fakes().clock().advance(Duration.ofMinutes(5));

        assertThat(send(endpoint, endpoint.password(TestServer.PASSWORD)).outcome())
                .isEqualTo(endpoint.withoutFactor);
    }

    @ParameterizedTest
    @EnumSource
    void asksForThePasswordAndACodeWhereThereIsASecondFactor(Endpoint endpoint) {
        server.enrolled(signedIn);
        server.fakes().clock().advance(Duration.ofMinutes(5));

        ApiAnswer nothing = send(endpoint, "");
        ApiAnswer passwordAlone = send(endpoint, endpoint.password(TestServer.PASSWORD));

        assertThat(nothing.outcome()).isEqualTo("401 step-up-required");
        assertThat(nothing.header("WWW-Authenticate"))
                .contains("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=300");
        assertThat(passwordAlone.outcome()).isEqualTo("401 step-up-required");
    }

    @ParameterizedTest
    @EnumSource
    void takesBoth(Endpoint endpoint) {
        Authenticator authenticator = server.enrolled(signedIn);
        server.fakes().clock().advance(Duration.ofMinutes(5));

        assertThat(send(endpoint, endpoint.passwordAndCode(TestServer.PASSWORD, authenticator.code()))
                        .outcome())
                .isEqualTo(endpoint.withFactor);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongPasswordEvenAMomentAfterSigningIn(Endpoint endpoint) {
        ApiAnswer answer = send(endpoint, endpoint.password("wrong horse battery staple"));

        assertThat(answer.outcome()).isEqualTo("401 invalid-credentials");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongCode(Endpoint endpoint) {
        Authenticator authenticator = server.enrolled(signedIn);

        ApiAnswer answer = send(endpoint, endpoint.passwordAndCode(TestServer.PASSWORD, authenticator.wrongCode()));

        assertThat(answer.outcome()).isEqualTo("401 invalid-code");
        assertThat(answer.body()).doesNotContain(authenticator.wrongCode());
    }

    @ParameterizedTest
    @EnumSource
    void namesACodeThatIsNone(Endpoint endpoint) {
        ApiAnswer answer = send(endpoint, endpoint.passwordAndCode(TestServer.PASSWORD, "12345"));

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/code");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenToComeBackIfThereWereTooManyGuesses(Endpoint endpoint) {
        server.fakes().rateLimits().exhaust(Limit.LOGIN);

        ApiAnswer answer = send(endpoint, endpoint.password(TestServer.PASSWORD));

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @ParameterizedTest
    @EnumSource
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere(Endpoint endpoint) {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        assertThat(send(endpoint, "").outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer send(Endpoint endpoint, String evidence) {
        return server.send(ApiRequest.of(endpoint.method, endpoint.path)
                .bearer(signedIn.text("accessToken"))
                .json(endpoint.json(evidence)));
    }
}
