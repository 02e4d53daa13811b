package dev.sallyport.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatisticsRoutesTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsHowManyThereAreOfWhatAndWhatHappenedOnThirtyDays() {
        UserId admin = new UserId(
                UUID.fromString(server.signedIn().json().at("/user/id").asText()));
        server.fakes().users().changeRoles(admin, Set.of(BuiltInRoles.ADMIN));
        String accessToken = server.signIn(TestServer.PASSWORD).text("accessToken");
        server.signIn("not the password at all");

        ApiAnswer answer = server.send(ApiRequest.get("/api/v1/admin/stats").bearer(accessToken));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.text("asOf")).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(answer.json().get("counts").toString())
                .isEqualTo("{\"users\":1,\"active\":1,\"suspended\":0,\"withTwoFactor\":0,\"administrators\":1,"
                        + "\"liveSessions\":2,\"pendingRegistrations\":0,\"waitingMails\":1,\"deadMails\":0}");
        assertThat(answer.json().get("days")).hasSize(30);
        assertThat(answer.json().at("/days/0").toString())
                .isEqualTo("{\"day\":\"2026-01-31\",\"registrations\":0,\"signIns\":0,\"refusedSignIns\":0}");
        assertThat(answer.json().at("/days/29").toString())
                .isEqualTo("{\"day\":\"2026-03-01\",\"registrations\":1,\"signIns\":2,\"refusedSignIns\":1}");
    }
}
