package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordRoutesTest {
    private static final String PASSWORD = "/api/v1/me/password";
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesThePasswordAndEndsTheOtherSessionsAlone() {
        ApiAnswer other = server.signIn(TestServer.PASSWORD);

        ApiAnswer answer = change(TestServer.PASSWORD, NEW_PASSWORD);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(me(signedIn).status()).isEqualTo(200);
        assertThat(me(other).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(server.signIn(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(server.signIn(NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(server.fakes().mailQueue().last().kind()).isEqualTo("password-changed");
    }

    @Test
    void refusesAWrongCurrentPassword() {
        ApiAnswer answer = change("wrong horse battery staple", NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("401 invalid-credentials");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(server.signIn(TestServer.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "fourteen chars, too-short",
        "abcabcabcabcabcabc, repetitive",
        "abcdefghijklmnopqrst, sequence",
        "ada@example.com ada, contains-address"
    })
    void saysWhyANewPasswordIsRefused(String newPassword, String code) {
        ApiAnswer answer = change(TestServer.PASSWORD, newPassword);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsOnly("/newPassword");
        assertThat(answer.json().get("errors").findValuesAsText("code")).contains(code);
        assertThat(answer.body()).doesNotContain(newPassword);
        assertThat(server.signIn(TestServer.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void refusesAPasswordThatWasFoundInABreach() {
        server.fakes().breachedPasswords().learn(Password.of(NEW_PASSWORD));

        ApiAnswer answer = change(TestServer.PASSWORD, NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("breached");
    }

    @Test
    void namesWhatIsWrongWithThePasswordAlongWithEverythingElse() {
        ApiAnswer answer = change("", "fourteen chars");

        assertThat(answer.json().get("errors").findValuesAsText("pointer"))
                .containsExactly("/currentPassword", "/newPassword");
        assertThat(answer.json().at("/errors/1/detail").asText()).contains("at least 15 characters");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "LOGIN_PER_ACCOUNT"})
    void saysWhenToComeBackIfThereWereTooManyGuesses(Limit limit) {
        server.fakes().rateLimits().exhaust(limit);

        ApiAnswer answer = change(TestServer.PASSWORD, NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void asksWhoIsNotSignedInToDoSo() {
        assertThat(server.post(PASSWORD, json(TestServer.PASSWORD, NEW_PASSWORD))
                        .outcome())
                .isEqualTo("401 not-signed-in");
    }

    @Test
    void refusesATokenWhoseSessionHasEnded() {
        server.send(ApiRequest.post("/api/v1/auth/logout").bearer(signedIn.text("accessToken")));

        assertThat(change(TestServer.PASSWORD, NEW_PASSWORD).outcome()).isEqualTo("401 invalid-access-token");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        ApiAnswer answer = change(TestServer.PASSWORD, NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("401 invalid-access-token");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    private ApiAnswer change(String current, String chosen) {
        return server.send(
                ApiRequest.post(PASSWORD).bearer(signedIn.text("accessToken")).json(json(current, chosen)));
    }

    private static String json(String current, String chosen) {
        return """
                {"currentPassword": "%s", "newPassword": "%s"}""".formatted(current, chosen);
    }

    private ApiAnswer me(ApiAnswer tokens) {
        return server.send(ApiRequest.get("/api/v1/me").bearer(tokens.text("accessToken")));
    }
}
