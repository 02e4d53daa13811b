package dev.sallyport.http.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecoveryCodeRoutesTest {
    private static final String RECOVERY_CODES = "/api/v1/me/recovery-codes";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesNewCodesAndVoidsThoseBefore() {
        Authenticator authenticator = server.enrolled(signedIn);
        ApiAnswer tokens = server.answer(server.signIn(TestServer.PASSWORD), "totp", authenticator.code());
        ApiAnswer before = renew(tokens);

        ApiAnswer answer = renew(tokens);

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.json().get("recoveryCodes")).hasSize(10);
        assertThat(signIn(before)).isEqualTo("401 invalid-code");
        assertThat(signIn(answer)).isEqualTo("200");
    }

    @Test
    void hasNoneForWhoeverHasNoSecondFactor() {
        assertThat(renew(signedIn).outcome()).isEqualTo("409 second-factor-not-enrolled");
    }

    private ApiAnswer renew(ApiAnswer tokens) {
        return server.send(ApiRequest.post(RECOVERY_CODES).bearer(tokens.text("accessToken")));
    }

    private String signIn(ApiAnswer codes) {
        String code = codes.json().at("/recoveryCodes/0").asText();
        return server.answer(server.signIn(TestServer.PASSWORD), "recovery-code", code)
                .outcome();
    }
}
