package dev.sallyport.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSessionsRoutesTest {
    private static final String SESSIONS = "/api/v1/me/sessions";

    private final TestServer server = TestServer.start();
    private final ApiAnswer first = server.signedIn();
    private final ApiAnswer second = login();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsWhereSomebodyIsSignedInNewestFirst() {
        ApiAnswer answer = list(first, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items")).hasSize(2);
        assertThat(answer.json().at("/items/0/id").asText()).isEqualTo(second.text("sessionId"));
        assertThat(answer.json().at("/items/0/device").asText()).isEqualTo("Firefox on Windows");
        assertThat(answer.json().at("/items/0/address").asText()).isEqualTo("127.0.0.1");
        assertThat(answer.json().at("/items/0/current").asBoolean()).isFalse();
        assertThat(answer.json().at("/items/1/id").asText()).isEqualTo(first.text("sessionId"));
        assertThat(answer.json().at("/items/1/current").asBoolean()).isTrue();
        assertThat(answer.json().at("/items/1/firstSeenAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(answer.json().get("nextCursor").isNull()).isTrue();
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void goesFromPageToPage() {
        login();
        List<String> seen = new ArrayList<>();

        String cursor = "";
        while (cursor != null) {
            ApiAnswer page = list(first, "?limit=1" + cursor);
            seen.add(page.json().at("/items/0/id").asText());
            cursor = page.json().get("nextCursor").isNull() ? null : "&cursor=" + page.text("nextCursor");
        }

        assertThat(seen).hasSize(3).doesNotHaveDuplicates().endsWith(first.text("sessionId"));
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, ?limit, malformed",
        "?limit=101, ?limit, malformed",
        "?limit=-1, ?limit, malformed",
        "?limit=1e1, ?limit, malformed",
        "?limit=, ?limit, malformed",
        "?limit=1&limit=2, ?limit, duplicate-member",
        "?cursor=x, ?cursor, malformed",
        "?cursor=%00, ?cursor, malformed",
        "?cursor=AAAA, ?cursor, malformed"
    })
    void refusesWhatIsNoPage(String query, String pointer, String code) {
        ApiAnswer answer = list(first, query);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    @Test
    void refusesParametersThatThereAreNot() {
        ApiAnswer answer = list(first, "?page=2");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("?page");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("unknown-member");
    }

    @Test
    void endsOneWhoseTokensStopWorkingAtOnce() {
        assertThat(end(first, second.text("sessionId")).status()).isEqualTo(204);

        assertThat(me(second).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(list(second, "").outcome()).isEqualTo("401 invalid-access-token");
        assertThat(refresh(second).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(me(first).status()).isEqualTo(200);
    }

    @Test
    void endsTheOneThatItWasSentIn() {
        assertThat(end(first, first.text("sessionId")).status()).isEqualTo(204);

        assertThat(me(first).outcome()).isEqualTo("401 invalid-access-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60", "1", "null", "%20", "0198f2a1-2d6f-7b01-9a1f"})
    void findsNoSuchSession(String id) {
        assertThat(end(first, id).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void endsAllOthers() {
        ApiAnswer third = login();

        assertThat(server.send(ApiRequest.of("DELETE", SESSIONS).bearer(first.text("accessToken")))
                        .status())
                .isEqualTo(204);

        assertThat(me(second).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(me(third).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(list(first, "").json().at("/items")).hasSize(1);
    }

    private ApiAnswer login() {
        return server.send(ApiRequest.post("/api/v1/auth/login")
                .json("""
                        {"email": "%s", "password": "%s"}""".formatted(TestServer.EMAIL, TestServer.PASSWORD))
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"));
    }

    private ApiAnswer list(ApiAnswer tokens, String query) {
        return server.send(ApiRequest.get(SESSIONS + query).bearer(tokens.text("accessToken")));
    }

    private ApiAnswer end(ApiAnswer tokens, String session) {
        return server.send(ApiRequest.of("DELETE", SESSIONS + "/" + session).bearer(tokens.text("accessToken")));
    }

    private ApiAnswer me(ApiAnswer tokens) {
        return server.send(ApiRequest.get("/api/v1/me").bearer(tokens.text("accessToken")));
    }

    private ApiAnswer refresh(ApiAnswer tokens) {
        return server.post("/api/v1/auth/refresh", """
                {"refreshToken": "%s"}""".formatted(tokens.text("refreshToken")));
    }
}
