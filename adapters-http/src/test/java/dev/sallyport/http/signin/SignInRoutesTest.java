package dev.sallyport.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInRoutesTest {
    private final TestServer server = TestServer.start();

    @BeforeEach
    void register() {
        server.signedIn();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void signsInWithTheRightPassword() {
        ApiAnswer answer = login(TestServer.EMAIL, TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("tokenType")).isEqualTo("Bearer");
        assertThat(server.send(ApiRequest.get("/api/v1/me").bearer(answer.text("accessToken")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void doesNotTellAnUnknownAddressFromAWrongPassword() {
        ApiAnswer unknown = login("nobody@example.com", TestServer.PASSWORD);
        ApiAnswer wrong = login(TestServer.EMAIL, "wrong horse battery staple");

        assertThat(unknown.outcome()).isEqualTo("401 invalid-credentials");
        assertThat(withoutId(unknown)).isEqualTo(withoutId(wrong));
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void asksForAnAddressThatIsOne() {
        ApiAnswer answer = login("mıke@example.com", TestServer.PASSWORD);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/email");
        assertThat(answer.json().at("/errors/0/detail").asText()).isEqualTo("This is not an e-mail address.");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyTries() {
        server.fakes().rateLimits().exhaust(Limit.LOGIN);

        ApiAnswer answer = login(TestServer.EMAIL, TestServer.PASSWORD);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void knowsTheClientByItsConnectionWhateverHeadersClaim() {
        ApiRequest request = ApiRequest.post("/api/v1/auth/login")
                .json(credentials(TestServer.EMAIL, "wrong horse battery staple"))
                .header("X-Forwarded-For", "203.0.113.99")
                .header("Forwarded", "for=203.0.113.99");

        server.send(request);

        assertThat(server.fakes().rateLimits().charged()).contains(Charge.loginPerIp(ClientAddress.of("127.0.0.1")));
    }

    private ApiAnswer login(String email, String password) {
        return server.post("/api/v1/auth/login", credentials(email, password));
    }

    private static String credentials(String email, String password) {
        return """
                {"email": "%s", "password": "%s"}""".formatted(email, password);
    }

    private static String withoutId(ApiAnswer answer) {
        return answer.body().replace(answer.text("requestId"), "");
    }
}
