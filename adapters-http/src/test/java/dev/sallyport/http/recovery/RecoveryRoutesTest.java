package dev.sallyport.http.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryRoutesTest {
    private static final String FORGOT = "/api/v1/auth/password/forgot";
    private static final String RESET = "/api/v1/auth/password/reset";
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final String NEVER_MAILED = "A".repeat(43);

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAlikeWhetherOrNotThereIsAnAccount() {
        ApiAnswer known = forgot(TestServer.EMAIL);
        ApiAnswer unknown = forgot("nobody@example.com");

        assertThat(known.status()).isEqualTo(202);
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(known.body()).isEmpty();
        assertThat(unknown.body()).isEmpty();
        assertThat(known.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    void mailsALinkToTheOwnerAloneAndOnlyLater() {
        forgot("nobody@example.com");
        forgot(TestServer.EMAIL);
        assertThat(server.fakes().mailQueue().waiting()).extracting(Mail::kind).doesNotContain("reset-password");

        answerRequests();

        assertThat(server.fakes().mailQueue().waiting()).extracting(Mail::kind).containsOnlyOnce("reset-password");
    }

    @Test
    void givesTheAccountAnotherPasswordAndEndsEverySession() {
        String token = mailedToken();

        ApiAnswer answer = reset(token, NEW_PASSWORD);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(server.signIn(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(server.signIn(NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(server.send(ApiRequest.get("/api/v1/me").bearer(signedIn.text("accessToken")))
                        .outcome())
                .isEqualTo("401 invalid-access-token");
    }

    @Test
    void takesALinkOnce() {
        String token = mailedToken();
        reset(token, NEW_PASSWORD);

        assertThat(reset(token, "another " + NEW_PASSWORD).outcome()).isEqualTo("401 invalid-link");
    }

    @Test
    void refusesALinkThatANewerOneReplaced() {
        String first = mailedToken();
        String second = mailedToken();

        assertThat(reset(first, NEW_PASSWORD).outcome()).isEqualTo("401 invalid-link");
        assertThat(reset(second, NEW_PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void refusesALinkThatHasExpired() {
        String token = mailedToken();
        server.fakes().clock().advance(Duration.ofMinutes(30));

        assertThat(reset(token, NEW_PASSWORD).outcome()).isEqualTo("401 invalid-link");
    }

    @Test
    void refusesALinkThatWasNeverMailed() {
        assertThat(reset(NEVER_MAILED, NEW_PASSWORD).outcome()).isEqualTo("401 invalid-link");
    }

    @Test
    void keepsTheLinkGoodWhileThePasswordIsRefused() {
        String token = mailedToken();

        ApiAnswer refused = reset(token, "ada@example.com ada");

        assertThat(refused.outcome()).isEqualTo("422 invalid-input");
        assertThat(refused.json().get("errors").findValuesAsText("pointer")).containsOnly("/newPassword");
        assertThat(refused.json().get("errors").findValuesAsText("code")).containsExactly("contains-address");
        assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(204);
    }

    @Test
    void refusesAPasswordThatWasFoundInABreach() {
        server.fakes().breachedPasswords().learn(Password.of(NEW_PASSWORD));

        ApiAnswer answer = reset(mailedToken(), NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/newPassword");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("breached");
    }

    @Test
    void namesWhatIsWrongWithThePasswordAlongWithEverythingElse() {
        ApiAnswer answer = reset("not a token", "fourteen chars");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/token", "/newPassword");
        assertThat(answer.json().get("errors").findValuesAsText("code")).containsExactly("malformed", "too-short");
        assertThat(answer.json().at("/errors/1/detail").asText()).contains("at least 15 characters");
        assertThat(answer.body()).doesNotContain("fourteen", "not a token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "../../etc/passwd", "A A"})
    void knowsAnIncompleteLinkWhenItSeesOne(String token) {
        ApiAnswer answer = reset(token, NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/token");
    }

    @ParameterizedTest
    @CsvSource({"nobody, malformed", "'', malformed", "a@b, malformed", "two@at@example.com, malformed"})
    void refusesWhatIsNoAddress(String email, String code) {
        ApiAnswer answer = forgot(email);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/email");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "FORGOT_PER_IP, nobody@example.com",
        "MAIL_PER_ADDRESS, nobody@example.com",
        "MAIL_PER_ADDRESS, ada@example.com"
    })
    void saysWhenToComeBackIfThereWereTooManyRequests(Limit limit, String email) {
        server.fakes().rateLimits().exhaust(limit);

        ApiAnswer answer = forgot(email);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyLinksTried() {
        String token = mailedToken();
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        ApiAnswer answer = reset(token, NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    private ApiAnswer forgot(String email) {
        return server.post(FORGOT, """
                {"email": "%s"}""".formatted(email));
    }

    private ApiAnswer reset(String token, String newPassword) {
        return server.post(RESET, """
                {"token": "%s", "newPassword": "%s"}""".formatted(token, newPassword));
    }

    private void answerRequests() {
        server.fakes().sallyport().answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(100));
    }

    private String mailedToken() {
        forgot(TestServer.EMAIL);
        answerRequests();
        return server.mailed("reset-password");
    }
}
