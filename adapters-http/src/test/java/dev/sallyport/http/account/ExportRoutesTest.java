package dev.sallyport.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
    private static final String EXPORT = "/api/v1/me/export";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsAllThatIsKeptOfSomebody() {
        ApiAnswer other = server.signIn(TestServer.PASSWORD);
        requestEmail();

        JsonNode export = export().json();

        assertThat(export.at("/exportedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(export.at("/user")).isEqualTo(me());
        assertThat(export.at("/requestedEmail").asText()).isEqualTo("ada@example.net");
        assertThat(export.at("/sessions").findValuesAsText("id"))
                .containsExactly(other.text("sessionId"), signedIn.text("sessionId"));
        assertThat(export.at("/sessions/1/current").asBoolean()).isTrue();
        assertThat(export.at("/sessions/0/current").asBoolean()).isFalse();
        assertThat(export.at("/devices")).hasSize(1);
        assertThat(export.at("/devices/0/firstUsedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(export.at("/activity").findValuesAsText("type"))
                .startsWith("account.exported", "email.change-requested", "sign-in.succeeded")
                .contains("account.created");
        assertThat(export.at("/activity/0/details/sessionId").asText()).isEqualTo(signedIn.text("sessionId"));
        assertThat(export.at("/activity/0/clientAddress").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void saysThatNoAddressWasAskedFor() {
        assertThat(export().json().get("requestedEmail").isNull()).isTrue();
    }

    @Test
    void isAFileThatNobodyElseKeeps() {
        ApiAnswer answer = export();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"account-export.json\"");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void tellsOfEveryEventHoweverManyThereAre() {
        int before = export().json().get("activity").size();
        UserId user = server.fakes().users().all().getFirst().id();
        Client client = server.fakes().auditTrail().entries().getLast().client();
        for (int i = 0; i < 1_200; i++) {
            record(user, client);
        }

        JsonNode activity = export().json().get("activity");

        assertThat(activity).hasSize(before + 1_200 + 1);
        assertThat(activity.findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void tellsNothingOfAnybodyElse() {
        server.journey().signedIn(EmailAddress.of("eve@example.com"));

        assertThat(export().body()).doesNotContain("eve@example.com");
    }

    @Test
    void tellsNoSecrets() {
        String password = server.fakes()
                .users()
                .credentials(EmailAddress.of(TestServer.EMAIL))
                .orElseThrow()
                .passwordHash()
                .reveal();

        assertThat(export().body()).doesNotContain(TestServer.PASSWORD, password, signedIn.text("refreshToken"));
    }

    @Test
    void asksWhoIsNotSignedInToDoSo() {
        assertThat(server.get(EXPORT).outcome()).isEqualTo("401 not-signed-in");
    }

    @Test
    void refusesATokenWhoseSessionHasEndedAMomentAgoElsewhere() {
        server.fakes().sessions().end(new SessionId(UUID.fromString(signedIn.text("sessionId"))));

        ApiAnswer answer = export();

        assertThat(answer.outcome()).isEqualTo("401 invalid-access-token");
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    private void record(UserId user, Client client) {
        server.fakes()
                .auditTrail()
                .record(new AuditEntry(
                        server.fakes().ports().ids().next(),
                        server.fakes().clock().instant(),
                        new AuditEvent.ProfileChanged(user),
                        client));
    }

    private void requestEmail() {
        server.send(ApiRequest.post("/api/v1/me/email")
                .bearer(signedIn.text("accessToken"))
                .json("""
                        {"newEmail": "ada@example.net", "password": "%s"}""".formatted(TestServer.PASSWORD)));
    }

    private JsonNode me() {
        return server.send(ApiRequest.get("/api/v1/me").bearer(signedIn.text("accessToken")))
                .json();
    }

    private ApiAnswer export() {
        return server.send(ApiRequest.get(EXPORT).bearer(signedIn.text("accessToken")));
    }
}
