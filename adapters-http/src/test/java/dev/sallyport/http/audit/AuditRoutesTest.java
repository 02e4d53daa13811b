package dev.sallyport.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditRoutesTest {
    private static final String TRAIL = "/api/v1/admin/audit-events";
    private static final String OWN = "/api/v1/me/activity";
    private static final UserId GRACE = new UserId(UUID.fromString("0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60"));
    private static final Instant SINCE = Instant.parse("2026-03-02T00:00:00Z");
    private static final Client CLIENT = new Client(ClientAddress.of("198.51.100.9"), "Hopper/1.0");

    private final TestServer server = TestServer.start();
    private final UserId user =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));
    private String token = "";

    @BeforeEach
    void becomeAdministrator() {
        server.fakes().users().changeRoles(user, Set.of(BuiltInRoles.ADMIN));
        token = server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsWhatHappenedToWhomAndWhoAskedForIt() {
        happened(new AuditEvent.SecondFactorReset(GRACE, new Author.Person(user), 2), SINCE);

        ApiAnswer answer = get(TRAIL + "?userId=" + GRACE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items")).hasSize(1);
        JsonNode event = answer.json().at("/items/0");
        assertThat(event.get("type").asText()).isEqualTo("second-factor.reset");
        assertThat(event.get("userId").asText()).isEqualTo(GRACE.toString());
        assertThat(event.get("occurredAt").asText()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(event.at("/details/byUserId").asText()).isEqualTo(user.toString());
        assertThat(event.get("clientAddress").asText()).isEqualTo("198.51.100.9");
        assertThat(event.get("userAgent").asText()).isEqualTo("Hopper/1.0");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void narrowsItDown() {
        happened(new AuditEvent.ProfileChanged(GRACE), SINCE);
        happened(new AuditEvent.SecondFactorReset(GRACE, new Author.Person(user), 2), SINCE.plusSeconds(1));
        happened(new AuditEvent.PasswordDisabled(GRACE), SINCE.plusSeconds(2));

        assertThat(types("?userId=" + GRACE + "&type=password.disabled")).containsExactly("password.disabled");
        assertThat(types("?type=second-factor.*")).containsExactly("second-factor.reset");
        assertThat(types("?byUserId=" + user)).containsExactly("second-factor.reset");
        assertThat(types("?from=2026-03-02T00:00:01Z&to=2026-03-02T01:00:02%2B01:00"))
                .containsExactly("second-factor.reset");
        assertThat(types("?from=2026-03-02T00:00:00Z"))
                .containsExactly("password.disabled", "second-factor.reset", "account.profile-changed");
        assertThat(types("?to=1970-01-01T00:00:01Z")).isEmpty();
    }

    @Test
    void goesFromPageToPage() {
        for (int i = 0; i < 5; i++) {
            happened(new AuditEvent.ProfileChanged(GRACE), SINCE.plusMillis(i / 2));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            ApiAnswer page = get(TRAIL + "?limit=2&userId=" + GRACE + cursor);
            page.json().at("/items").forEach(event -> read.add(event.get("id").asText()));
            JsonNode next = page.json().get("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());

        assertThat(read).hasSize(5).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "?userId=1, ?userId, malformed",
        "?byUserId=%27, ?byUserId, malformed",
        "?type=sign-in.unheard-of, ?type, malformed",
        "?type=sign-in, ?type, malformed",
        "?type=*, ?type, malformed",
        "?type=.*, ?type, malformed",
        "?type=sign-in.refused.*, ?type, malformed",
        "?type=%25, ?type, malformed",
        "?type=, ?type, malformed",
        "?type=sign-in.refused&type=sign-in.succeeded, ?type, duplicate-member",
        "?from=yesterday, ?from, not-a-time",
        "?from=2026-03-01, ?from, not-a-time",
        "?from=-999999999-01-01T00:00:00Z, ?from, not-a-time",
        "?to=%2B99999-01-01T00:00:00Z, ?to, not-a-time",
        "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z, ?to, not-later",
        "?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z, ?to, not-later",
        "?limit=0, ?limit, malformed",
        "?limit=101, ?limit, malformed",
        "?cursor=%27, ?cursor, malformed",
        "?cursor=AAAA, ?cursor, malformed",
        "?cursor=OTk5OTk5LTAxLTAxVDAwOjAwOjAwWi8wMTk4ZjJhMS0xYzYwLTdjMTEtOGQyZS0zZjRhNWI2YzdkOGU, ?cursor, malformed",
        "?what=x, ?what, unknown-member"
    })
    void refusesWhatCanBeNoQuestion(String query, String pointer, String code) {
        ApiAnswer answer = get(TRAIL + query);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    @Test
    void refusesWhatIsTooLongToBeAnything() {
        String endless = "9".repeat(2_000);

        for (String parameter : List.of("userId", "type", "from", "cursor", "limit")) {
            assertThat(get(TRAIL + "?" + parameter + "=" + endless).status()).isEqualTo(422);
        }
    }

    @Test
    void showsEverybodyTheirOwnActivityAndNobodyElses() {
        happened(new AuditEvent.ProfileChanged(GRACE), SINCE);
        happened(new AuditEvent.ProfileChanged(user), SINCE);

        ApiAnswer answer = get(OWN + "?limit=3");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items/0/type").asText()).isEqualTo("account.profile-changed");
        assertThat(answer.json().at("/items/0/clientAddress").asText()).isEqualTo("198.51.100.9");
        assertThat(answer.json().at("/items")).hasSize(3);
        assertThat(answer.body()).doesNotContain(GRACE.toString());
        assertThat(get(OWN + "?limit=3&cursor=" + answer.text("nextCursor"))
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isNotEqualTo(answer.json().at("/items/2/id").asText());
    }

    @Test
    void doesNotTellUsersFromWhereOthersActedOnTheirAccounts() {
        happened(new AuditEvent.SecondFactorReset(user, new Author.Person(GRACE), 2), SINCE);

        JsonNode event = get(OWN + "?limit=1").json().at("/items/0");

        assertThat(event.get("type").asText()).isEqualTo("second-factor.reset");
        assertThat(event.get("clientAddress").isNull()).isTrue();
        assertThat(event.get("userAgent").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, ?limit, malformed",
        "?cursor=AAAA, ?cursor, malformed",
        "?userId=0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60, ?userId, unknown-member"
    })
    void refusesToShowAnybodyElse(String query, String pointer, String code) {
        ApiAnswer answer = get(OWN + query);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    @Test
    void isForThoseWhoMayReadTheTrail() {
        server.fakes().users().changeRoles(user, Set.of(BuiltInRoles.USER));
        token = server.signIn(TestServer.PASSWORD).text("accessToken");

        assertThat(get(TRAIL).outcome()).isEqualTo("403 forbidden");
        assertThat(get(OWN).outcome()).isEqualTo("200");
    }

    private void happened(AuditEvent event, Instant when) {
        server.fakes().auditTrail().record(new AuditEntry(UUID.randomUUID(), when, event, CLIENT));
    }

    private List<String> types(String query) {
        return StreamSupport.stream(get(TRAIL + query).json().at("/items").spliterator(), false)
                .map(event -> event.get("type").asText())
                .toList();
    }

    private ApiAnswer get(String path) {
        return server.send(ApiRequest.get(path).bearer(token));
    }
}
