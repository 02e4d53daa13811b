package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRoutesTest {
    private static final String ME = "/api/v1/me";

    private final TestServer server = TestServer.start();
    private final String accessToken = server.signedIn().text("accessToken");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsTheAccount() {
        ApiAnswer answer = server.send(ApiRequest.get(ME).bearer(accessToken));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo("ada@example.com");
        assertThat(answer.text("status")).isEqualTo("active");
        assertThat(answer.json().get("roles")).hasSize(1);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void changesWhatIsMentionedAndLeavesTheRest() {
        assertThat(change("{\"displayName\": \"Ada\"}").text("displayName")).isEqualTo("Ada");

        ApiAnswer answer = change("{\"locale\": \"de-at\"}");

        assertThat(answer.text("displayName")).isEqualTo("Ada");
        assertThat(answer.text("locale")).isEqualTo("de-AT");
        assertThat(change("{}").body()).isEqualTo(answer.body());
    }

    @Test
    void removesANameThatIsNull() {
        change("{\"displayName\": \"Ada\"}");

        ApiAnswer answer = change("{\"displayName\": null}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("displayName").isNull()).isTrue();
    }

    @Test
    void cannotRemoveTheLanguage() {
        ApiAnswer answer = change("{\"locale\": null}");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/locale");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "roles", "permissions", "status", "email", "id", "twoFactorEnabled"})
    void letsNothingBeSlippedIn(String member) {
        ApiAnswer answer = change("{\"%s\": \"admin\"}".formatted(member));

        assertThat(answer.outcome()).isEqualTo("400 unreadable-body");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/" + member);
    }

    @Test
    void asksWhoIsNotSignedInToDoSo() {
        ApiAnswer answer = server.get(ME);

        assertThat(answer.outcome()).isEqualTo("401 not-signed-in");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer forged", "Bearer", "Bearer ", "Bearer a b", "Bearer ä"})
    void refusesWhateverIsNotOneOfOurTokens(String authorization) {
        ApiAnswer answer = server.send(ApiRequest.get(ME).header("Authorization", authorization));

        assertThat(answer.outcome()).isEqualTo("401 invalid-access-token");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "forged", "Bearerforged"})
    void asksForTheSchemeBearerWhereThereIsNone(String authorization) {
        ApiAnswer answer = server.send(ApiRequest.get(ME).header("Authorization", authorization));

        assertThat(answer.outcome()).isEqualTo("401 not-signed-in");
        assertThat(answer.text("detail")).contains("scheme Bearer");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void refusesTwoTokensAtOnce() {
        ApiRequest request = ApiRequest.get(ME).bearer(accessToken).bearer(accessToken);

        assertThat(server.send(request).outcome()).isEqualTo("401 invalid-access-token");
    }

    @Test
    void takesTheSchemeInAnyCase() {
        ApiRequest request = ApiRequest.get(ME).header("Authorization", "bearer " + accessToken);

        assertThat(server.send(request).status()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatHasExpired() {
        server.fakes().clock().advance(Duration.ofMinutes(15));

        assertThat(server.send(ApiRequest.get(ME).bearer(accessToken)).outcome())
                .isEqualTo("401 invalid-access-token");
    }

    @Test
    void refusesATokenWhoseSessionHasEnded() {
        server.send(ApiRequest.post("/api/v1/auth/logout").bearer(accessToken));

        assertThat(server.send(ApiRequest.get(ME).bearer(accessToken)).outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(change("{}").outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer change(String json) {
        return server.send(ApiRequest.patch(ME).bearer(accessToken).json(json));
    }
}
