package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Policies;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionRoutesTest {
    private static final String ME = "/api/v1/me";
    private static final String KEEP = "/api/v1/auth/account/keep";
    private static final String NEVER_MAILED = "A".repeat(43);

    private final TestServer server = TestServer.start();
    private final String accessToken = server.signedIn().text("accessToken");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void deletesTheAccount() {
        ApiAnswer answer = delete(server, accessToken, TestServer.PASSWORD);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(server.fakes().users().all()).isEmpty();
        assertThat(server.send(ApiRequest.get(ME).bearer(accessToken)).outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(server.signIn(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
    }

    @Test
    void refusesAWrongPassword() {
        assertThat(delete(server, accessToken, "wrong horse battery staple").outcome())
                .isEqualTo("401 invalid-credentials");
        assertThat(server.fakes().users().all()).hasSize(1);
    }

    @Test
    void keepsTheLastAdministrator() {
        server.fakes()
                .users()
                .changeRoles(server.fakes().users().all().getFirst().id(), Set.of(BuiltInRoles.ADMIN));
        String administrator = server.signIn(TestServer.PASSWORD).text("accessToken");

        assertThat(delete(server, administrator, TestServer.PASSWORD).outcome()).isEqualTo("409 last-administrator");
        assertThat(server.fakes().users().all()).hasSize(1);
    }

    @Test
    void deletesNothingWithoutAPasswordUnlessThatWasGivenAMomentAgo() {
        server.fakes().clock().advance(Duration.ofMinutes(5));

        assertThat(server.send(ApiRequest.of("DELETE", ME).bearer(accessToken)).outcome())
                .isEqualTo("401 step-up-required");
        assertThat(delete(server, accessToken, "").outcome()).isEqualTo("422 invalid-input");
        assertThat(server.fakes().users().all()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "LOGIN_PER_ACCOUNT"})
    void saysWhenToComeBackIfThereWereTooManyGuesses(Limit limit) {
        server.fakes().rateLimits().exhaust(limit);

        ApiAnswer answer = delete(server, accessToken, TestServer.PASSWORD);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    @Test
    void asksWhoIsNotSignedInToDoSo() {
        ApiRequest request = ApiRequest.of("DELETE", ME).json("{\"password\": \"correct horse battery staple\"}");

        assertThat(server.send(request).outcome()).isEqualTo("401 not-signed-in");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        ApiAnswer another = server.signIn(TestServer.PASSWORD);
        server.fakes().sessions().end(new SessionId(UUID.fromString(another.text("sessionId"))));

        assertThat(delete(server, another.text("accessToken"), TestServer.PASSWORD)
                        .outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(server.fakes().users().all()).hasSize(1);
    }

    @Test
    void answersAlikeWhereTheAccountIsKeptForAWhile() {
        try (TestServer keeping = keepingForAWhile()) {
            ApiAnswer tokens = keeping.signedIn();

            ApiAnswer answer = delete(keeping, tokens.text("accessToken"), TestServer.PASSWORD);

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(keeping.send(ApiRequest.get(ME).bearer(tokens.text("accessToken")))
                            .outcome())
                    .isEqualTo("401 invalid-access-token");
            assertThat(keeping.signIn(TestServer.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        }
    }

    @Test
    void callsADeletionOffByTheMailedLinkOnce() {
        try (TestServer keeping = keepingForAWhile()) {
            delete(keeping, keeping.signedIn().text("accessToken"), TestServer.PASSWORD);
            String token = keeping.mailed("account-deletion-scheduled");

            ApiAnswer answer = keep(keeping, token);

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(keeping.signIn(TestServer.PASSWORD).status()).isEqualTo(200);
            assertThat(keep(keeping, token).outcome()).isEqualTo("401 invalid-link");
        }
    }

    @Test
    void cannotKeepWhatIsDueToGo() {
        try (TestServer keeping = keepingForAWhile()) {
            delete(keeping, keeping.signedIn().text("accessToken"), TestServer.PASSWORD);
            keeping.fakes().clock().advance(Duration.ofDays(14));

            assertThat(keep(keeping, keeping.mailed("account-deletion-scheduled"))
                            .outcome())
                    .isEqualTo("401 invalid-link");
        }
    }

    @Test
    void refusesALinkThatWasNeverMailed() {
        assertThat(keep(server, NEVER_MAILED).outcome()).isEqualTo("401 invalid-link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not a token"})
    void knowsAnIncompleteLinkWhenItSeesOne(String token) {
        ApiAnswer answer = keep(server, token);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/token");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("malformed");
    }

    @Test
    void saysWhenToComeBackIfThereWereTooManyLinksTried() {
        server.fakes().rateLimits().exhaust(Limit.API_PER_IP);

        ApiAnswer answer = keep(server, NEVER_MAILED);

        assertThat(answer.outcome()).isEqualTo("429 too-many-requests");
        assertThat(answer.header("Retry-After")).contains("30");
    }

    private static TestServer keepingForAWhile() {
        Policies usual = Fakes.POLICIES;
        var account = new AccountPolicy(
                usual.account().codeLifetime(),
                usual.account().maxCodeFailures(),
                usual.account().undoLifetime(),
                Duration.ofDays(14));
        Fakes fakes = new Fakes(new Policies(
                usual.password(),
                usual.registration(),
                usual.session(),
                account,
                usual.recovery(),
                usual.secondFactor(),
                usual.mail(),
                usual.botChallenge()));
        return TestServer.start(fakes, fakes.sallyport(), TestServer.SETTINGS, List.of(), List.of());
    }

    private static ApiAnswer delete(TestServer server, String accessToken, String password) {
        return server.send(ApiRequest.of("DELETE", ME).bearer(accessToken).json("""
                        {"password": "%s"}""".formatted(password)));
    }

    private static ApiAnswer keep(TestServer server, String token) {
        return server.post(KEEP, """
                {"token": "%s"}""".formatted(token));
    }
}
