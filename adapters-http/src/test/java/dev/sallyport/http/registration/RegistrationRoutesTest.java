package dev.sallyport.http.registration;

import static org.assertj.core.api.Assertions.assertThat;

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

class RegistrationRoutesTest {
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String RESEND = "/api/v1/auth/register/resend";
    private static final String VERIFY = "/api/v1/auth/verify-email";
    private static final String ADA = """
            {"email": "ada@example.com", "password": "correct horse battery staple"}""";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesAnAddressAtABlockedDomain() {
        ApiAnswer answer = server.post("/api/v1/auth/register", """
                {"email": "ada@THROWAWAY.example", "password": "correct horse battery staple"}""");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/email");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("blocked-domain");
        assertThat(answer.json().at("/errors/0/detail").asText())
                .isEqualTo("Addresses of this mail provider are not accepted here. Use another one.");
    }

    @Test
    void acceptsARegistrationAndMailsTheProof() {
        ApiAnswer answer = server.post(REGISTER, ADA);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(600);
        assertThat(server.fakes().mailQueue().waiting()).extracting(Mail::kind).containsExactly("verify-address");
    }

    @Test
    void answersAlikeForAnAddressThatHasAnAccount() {
        server.signedIn();

        ApiAnswer answer = server.post(REGISTER, ADA);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(600);
        assertThat(server.fakes().mailQueue().last().kind()).isEqualTo("already-registered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"locale\": \"fr-CA\"    | de-AT, en | fr-CA",
                "\"locale\": null         | de-AT, en | de-AT",
                "\"displayName\": \"Ada\" | en;q=0.5, de-AT | de-AT",
                "\"displayName\": \"Ada\" | *, de | de",
                "\"displayName\": \"Ada\" | de;q=0, *;q=0.1 | en",
                "\"displayName\": \"Ada\" | ;;;=broken | en",
                "\"displayName\": \"Ada\" | - | en",
            })
    void writesToSomebodyInTheLanguageTheyReadBest(String member, String acceptLanguage, String expected) {
        ApiRequest request = ApiRequest.post(REGISTER).json("""
                        {"email": "ada@example.com", "password": "correct horse battery staple", %s}""".formatted(member));
        ApiAnswer answer =
                server.send(acceptLanguage == null ? request : request.header("Accept-Language", acceptLanguage));

        ApiAnswer signedIn = verify(answer.text("registrationId"), code());
        assertThat(signedIn.json().at("/user/locale").asText()).isEqualTo(expected);
    }

    @Test
    void namesEveryReasonAgainstAPassword() {
        ApiAnswer answer = server.post(REGISTER, """
                {"email": "a@example.com", "password": "a@example.com"}""");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsOnly("/password");
        assertThat(answer.json().get("errors").findValuesAsText("code"))
                .containsExactly("too-short", "contains-address");
        assertThat(answer.body()).doesNotContain("a@example.com");
    }

    @Test
    void namesWhatIsWrongWithThePasswordAlongWithEverythingElse() {
        ApiAnswer answer = server.post(REGISTER, """
                {"email": "nobody", "password": "fourteen chars"}""");

        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsExactly("/email", "/password");
        assertThat(answer.json().at("/errors/1/code").asText()).isEqualTo("too-short");
        assertThat(answer.json().at("/errors/1/detail").asText()).contains("at least 15 characters");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyRegistrations() {
        server.fakes().rateLimits().exhaust(Limit.REGISTER_PER_IP);

        ApiAnswer answer = server.post(REGISTER, ADA);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void mailsAnotherProofThatVoidsTheFirst() {
        String registration = server.post(REGISTER, ADA).text("registrationId");
        String first = code();

        ApiAnswer answer = resend(registration);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(verify(registration, first).outcome()).isEqualTo("401 invalid-code");
        assertThat(verify(registration, code()).status()).isEqualTo(200);
    }

    @Test
    void answersAlikeForARegistrationThatDoesNotExist() {
        assertThat(resend("0198f2a0-7b3c-7d11-9c1e-0c2b6f8f7a10").status()).isEqualTo(202);
        assertThat(server.fakes().mailQueue().waiting()).isEmpty();
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyMails() {
        String registration = server.post(REGISTER, ADA).text("registrationId");
        server.fakes().rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);

        assertThat(resend(registration).outcome()).isEqualTo("429 too-many-requests");
    }

    @Test
    void createsTheAccountForWhoeverHoldsTheMailedCode() {
        ApiAnswer answer = server.signedIn();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("signed-in");
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(900);
        assertThat(answer.json().get("refreshExpiresIn").asInt()).isEqualTo(604800);
        assertThat(answer.json().at("/user/email").asText()).isEqualTo("ada@example.com");
        assertThat(answer.json().at("/user/displayName").isNull()).isTrue();
        assertThat(answer.json().at("/user/createdAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void takesACodeAsPeopleTypeIt() {
        String registration = server.post(REGISTER, ADA).text("registrationId");
        String code = code();

        ApiAnswer answer = verify(registration, code.substring(0, 4) + " - " + code.substring(4));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void createsTheAccountForWhoeverHoldsTheMailedLinkAndThePassword() {
        server.post(REGISTER, ADA);

        assertThat(byLink("wrong horse battery staple").outcome()).isEqualTo("401 invalid-credentials");
        assertThat(byLink(TestServer.PASSWORD).status()).isEqualTo(200);
        assertThat(byLink(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-code");
    }

    @Test
    void refusesAnExpiredCode() {
        String registration = server.post(REGISTER, ADA).text("registrationId");
        server.fakes().clock().advance(Duration.ofMinutes(10));

        assertThat(verify(registration, code()).outcome()).isEqualTo("401 invalid-code");
    }

    @Test
    void tellsTheOwnerOfTheMailboxThatAnotherRegistrationWasFaster() {
        String slow = server.post(REGISTER, ADA).text("registrationId");
        String slowCode = code();
        server.signedIn();

        assertThat(verify(slow, slowCode).outcome()).isEqualTo("409 email-taken");
    }

    private ApiAnswer resend(String registration) {
        return server.post(RESEND, """
                {"registrationId": "%s"}""".formatted(registration));
    }

    private ApiAnswer verify(String registration, String code) {
        return server.post(VERIFY, """
                {"registrationId": "%s", "code": "%s"}""".formatted(registration, code));
    }

    private ApiAnswer byLink(String password) {
        String token = server.journey().mailedToken().reveal();
        return server.post(VERIFY, """
                {"token": "%s", "password": "%s"}""".formatted(token, password));
    }

    private String code() {
        return server.journey().mailedCode().reveal();
    }
}
