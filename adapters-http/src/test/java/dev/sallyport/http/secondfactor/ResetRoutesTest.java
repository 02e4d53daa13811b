package dev.sallyport.http.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResetRoutesTest {
    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();
    private final UserId owner = new Journey(server.fakes())
            .signedIn(EmailAddress.of("grace@example.com"))
            .user()
            .id();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesTheFactorAway() {
        ApiAnswer owners = signIn("grace@example.com");
        server.enrolled(owners);

        ApiAnswer answer = reset(administrator(), owner.toString());

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(answer.body()).isEmpty();
        assertThat(server.send(ApiRequest.get("/api/v1/me").bearer(owners.text("accessToken")))
                        .outcome())
                .isEqualTo("401 invalid-access-token");
        assertThat(signIn("grace@example.com").text("status")).isEqualTo("signed-in");
        assertThat(server.fakes().mailQueue().last("second-factor-reset").to())
                .isEqualTo(EmailAddress.of("grace@example.com"));
    }

    @Test
    void isForAdministratorsAlone() {
        server.fakes().users().setSecondFactor(owner, true);

        assertThat(reset(signedIn, owner.toString()).outcome()).isEqualTo("403 forbidden");
        assertThat(server.fakes().users().all()).anyMatch(user -> user.twoFactorEnabled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60", "1", "me"})
    void findsNobodyOfAnUnknownId(String id) {
        assertThat(reset(administrator(), id).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void asksAdministratorsToProveWhoTheyAre() {
        ApiAnswer administrator = administrator();
        server.fakes().clock().advance(Duration.ofMinutes(5));

        ApiAnswer answer = reset(administrator, owner.toString());

        assertThat(answer.outcome()).isEqualTo("401 step-up-required");
        assertThat(answer.text("detail")).contains("/api/v1/auth/step-up");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        ApiAnswer administrator = administrator();
        server.fakes().sessions().end(new SessionId(UUID.fromString(administrator.text("sessionId"))));

        assertThat(reset(administrator, owner.toString()).outcome()).isEqualTo("401 invalid-access-token");
    }

    private ApiAnswer administrator() {
        UserId user = new UserId(UUID.fromString(signedIn.json().at("/user/id").asText()));
        server.fakes().users().changeRoles(user, Set.of(BuiltInRoles.ADMIN));
        return server.signIn(TestServer.PASSWORD);
    }

    private ApiAnswer signIn(String email) {
        return server.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(email, TestServer.PASSWORD));
    }

    private ApiAnswer reset(ApiAnswer tokens, String user) {
        return server.send(ApiRequest.of("DELETE", "/api/v1/admin/users/" + user + "/second-factor")
                .bearer(tokens.text("accessToken")));
    }
}
