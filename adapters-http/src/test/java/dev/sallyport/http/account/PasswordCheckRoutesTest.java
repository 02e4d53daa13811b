package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordCheckRoutesTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysThatAGoodPasswordIsAcceptable() {
        ApiAnswer answer = check("""
                {"password": "correct horse battery staple", "email": "ada@example.com"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"acceptable\":true,\"refusals\":[],\"strength\":3}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"password": "ada@example.com", "email": "ADA@example.com"} | ["contains-address"]
                    {"password": "ada@example.com", "email": null}              | []
                    {"password": "password"}                                    | ["too-short","too-common"]
                    {"password": "abcdefghijklmnop"}                            | ["sequence"]
                    {"password": "iloveyouiloveyou"}                            | ["too-common","repetitive"]
                    {"password": "Sallyport Mk II!"}                            | ["contains-application-name"]
                    """)
    void namesEveryReasonByTheCodesOfRegistering(String body, String refusals) {
        ApiAnswer answer = check(body);

        assertThat(answer.json().get("refusals")).hasToString(refusals);
        assertThat(answer.json().get("acceptable").asBoolean()).isEqualTo(refusals.equals("[]"));
    }

    @Test
    void namesABreach() {
        server.fakes().breachedPasswords().learn(Password.of(TestServer.PASSWORD));

        assertThat(check("{\"password\": \"" + TestServer.PASSWORD + "\"}")
                        .json()
                        .get("refusals"))
                .hasToString("[\"breached\"]");
        assertThat(server.post("/api/v1/auth/register", """
                {"email": "ada@example.com", "password": "correct horse battery staple"}""")
                        .json()
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("breached");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                        | 422 invalid-input
                    {"password": ""}                                          | 422 invalid-input
                    {"password": null}                                        | 422 invalid-input
                    {"password": "c4n4ry", "email": "nobody"}                 | 422 invalid-input
                    {"password": 123456789012345}                             | 400 unreadable-body
                    {"password": "c4n4ry", "displayName": "Ada"}              | 400 unreadable-body
                    {"password": "a\u0000b"}                                 | 400 unreadable-body
                    """)
    void refusesWhatIsNotAQuestion(String body, String outcome) {
        ApiAnswer answer = check(body);

        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.body()).doesNotContain("c4n4ry");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyQuestions() {
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        ApiAnswer answer = check("{\"password\": \"c4n4ry\"}");

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    private ApiAnswer check(String body) {
        return server.post("/api/v1/auth/password/check", body);
    }
}
