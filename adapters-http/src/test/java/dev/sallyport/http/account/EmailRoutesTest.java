package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRoutesTest {
    private static final String EMAIL = "/api/v1/me/email";
    private static final String CONFIRM = "/api/v1/me/email/confirm";
    private static final String UNDO = "/api/v1/auth/email/undo";
    private static final String NEW_EMAIL = "ada@example.net";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void mailsACodeToTheNewAddressAndANoticeToTheOld() {
        ApiAnswer answer = request(NEW_EMAIL, TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(600);
        assertThat(server.fakes().mailQueue().waiting())
                .extracting(Mail::kind)
                .contains("confirm-new-address", "email-change-requested");
    }

    @Test
    void answersAlikeForAnAddressThatHasAnAccount() {
        new Journey(server.fakes()).signedIn(EmailAddress.of(NEW_EMAIL));

        ApiAnswer answer = request(NEW_EMAIL, TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(600);
        assertThat(server.fakes().mailQueue().waiting())
                .extracting(Mail::kind)
                .contains("address-in-use")
                .doesNotContain("confirm-new-address");
    }

    @Test
    void refusesAWrongPassword() {
        assertThat(request(NEW_EMAIL, "wrong horse battery staple").outcome()).isEqualTo("401 invalid-credentials");
        assertThat(server.fakes().mailQueue().waiting()).extracting(Mail::kind).doesNotContain("confirm-new-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {TestServer.EMAIL, "ADA@EXAMPLE.COM"})
    void refusesTheAddressThatTheAccountHasAlready(String same) {
        ApiAnswer answer = request(same, TestServer.PASSWORD);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/newEmail");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("unchanged");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, correct horse battery staple, /newEmail malformed",
        "'', correct horse battery staple, /newEmail malformed",
        "ada@example.net, '', /password too-short",
        "ada@mail.throwaway.example, correct horse battery staple, /newEmail blocked-domain"
    })
    void saysWhatIsWrongWithARequest(String newEmail, String password, String error) {
        ApiAnswer answer = request(newEmail, password);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText() + " "
                        + answer.json().at("/errors/0/code").asText())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "LOGIN_PER_ACCOUNT", "MAIL_PER_ADDRESS"})
    void saysWhenToComeBackIfThatWasWantedTooOften(Limit limit) {
        server.fakes().rateLimits().exhaust(limit);

        ApiAnswer answer = request(NEW_EMAIL, TestServer.PASSWORD);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void givesTheAccountTheAddressWhoseCodeIsShown() {
        request(NEW_EMAIL, TestServer.PASSWORD);

        ApiAnswer answer = confirm(server.mailed("confirm-new-address"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo(NEW_EMAIL);
        assertThat(answer.text("id")).isEqualTo(signedIn.json().at("/user/id").asText());
        assertThat(server.signIn(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
    }

    @Test
    void takesACodeAsPeopleTypeIt() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        String code = server.mailed("confirm-new-address");

        assertThat(confirm(code.substring(0, 4) + " - " + code.substring(4)).status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWrongCode() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        String wrong = server.mailed("confirm-new-address").equals("99999999") ? "00000000" : "99999999";

        assertThat(confirm(wrong).outcome()).isEqualTo("401 invalid-code");
    }

    @Test
    void refusesACodeThatHasExpired() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        server.fakes().clock().advance(Duration.ofMinutes(10));

        assertThat(confirm(server.mailed("confirm-new-address")).outcome()).isEqualTo("401 invalid-code");
    }

    @Test
    void refusesACodeWhereNoChangeWasAskedFor() {
        assertThat(confirm("12345678").outcome()).isEqualTo("401 invalid-code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "123456789", "1234567x"})
    void knowsAnIncompleteCodeWhenItSeesOne(String code) {
        ApiAnswer answer = confirm(code);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/code");
        assertThat(answer.json().at("/errors/0/detail").asText()).contains("A mailed code has eight digits");
    }

    @Test
    void tellsTheOwnerOfTheMailboxThatAnAccountWasFaster() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        String code = server.mailed("confirm-new-address");
        new Journey(server.fakes()).signedIn(EmailAddress.of(NEW_EMAIL));

        assertThat(confirm(code).outcome()).isEqualTo("409 email-taken");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyCodesOrLinks() {
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        assertThat(confirm("12345678").outcome()).isEqualTo("429 too-many-requests");
        assertThat(undo("A".repeat(43)).outcome()).isEqualTo("429 too-many-requests");
    }

    @Test
    void restoresTheOldAddressByItsLinkAndEndsEverySession() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        confirm(server.mailed("confirm-new-address"));

        ApiAnswer answer = undo(server.mailed("email-changed"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(me().outcome()).isEqualTo("401 invalid-access-token");
        assertThat(server.fakes().users().all())
                .extracting(user -> user.email().value())
                .containsExactly(TestServer.EMAIL);
    }

    @Test
    void takesALinkOnce() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        confirm(server.mailed("confirm-new-address"));
        String token = server.mailed("email-changed");
        undo(token);

        assertThat(undo(token).outcome()).isEqualTo("401 invalid-link");
    }

    @Test
    void refusesALinkThatWasNeverMailed() {
        assertThat(undo("A".repeat(43)).outcome()).isEqualTo("401 invalid-link");
    }

    @Test
    void cannotRestoreAnAddressThatHasAnotherAccountByNow() {
        request(NEW_EMAIL, TestServer.PASSWORD);
        confirm(server.mailed("confirm-new-address"));
        String token = server.mailed("email-changed");
        new Journey(server.fakes()).signedIn(EmailAddress.of(TestServer.EMAIL));

        assertThat(undo(token).outcome()).isEqualTo("409 email-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not a token"})
    void knowsAnIncompleteLinkWhenItSeesOne(String token) {
        ApiAnswer answer = undo(token);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/token");
    }

    @Test
    void asksWhoIsNotSignedInToDoSo() {
        assertThat(server.post(EMAIL, requestJson(NEW_EMAIL, TestServer.PASSWORD))
                        .outcome())
                .isEqualTo("401 not-signed-in");
        assertThat(server.post(CONFIRM, "{\"code\": \"12345678\"}").outcome()).isEqualTo("401 not-signed-in");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        assertThat(request(NEW_EMAIL, TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(confirm("12345678").outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer request(String newEmail, String password) {
        return server.send(
                ApiRequest.post(EMAIL).bearer(signedIn.text("accessToken")).json(requestJson(newEmail, password)));
    }

    private static String requestJson(String newEmail, String password) {
        return """
                {"newEmail": "%s", "password": "%s"}""".formatted(newEmail, password);
    }

    private ApiAnswer confirm(String code) {
        return server.send(
                ApiRequest.post(CONFIRM).bearer(signedIn.text("accessToken")).json("""
                        {"code": "%s"}""".formatted(code)));
    }

    private ApiAnswer undo(String token) {
        return server.post(UNDO, """
                {"token": "%s"}""".formatted(token));
    }

    private ApiAnswer me() {
        return server.send(ApiRequest.get("/api/v1/me").bearer(signedIn.text("accessToken")));
    }
}
