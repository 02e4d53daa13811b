package dev.sallyport.http.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRoutesTest {
    private static final String MAIL = "/api/v1/admin/mail";

    private final TestServer server = TestServer.start();
    private final ApiAnswer signedIn = server.signedIn();
    private String token = "";

    @BeforeEach
    void becomeAdministrator() {
        UserId user = new UserId(UUID.fromString(signedIn.json().at("/user/id").asText()));
        dispatch();
        server.fakes().users().changeRoles(user, Set.of(BuiltInRoles.ADMIN));
        token = server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsWhatWaitsToWhomAndWhenItIsTriedNext() {
        register("ada@example.org");

        ApiAnswer answer = list("?state=queued");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items")).hasSize(1);
        JsonNode mail = answer.json().at("/items/0");
        assertThat(mail.get("kind").asText()).isEqualTo("verify-address");
        assertThat(mail.get("state").asText()).isEqualTo("queued");
        assertThat(mail.get("to").asText()).isEqualTo("ada@example.org");
        assertThat(mail.get("attempts").asInt()).isZero();
        assertThat(mail.get("queuedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(mail.get("dueAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(mail.get("expiresAt").asText()).isEqualTo("2026-03-01T12:10:00Z");
        assertThat(mail.get("settledAt").isNull()).isTrue();
        assertThat(answer.body()).doesNotContain("subject");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void findsTheMailToAnAddressAlsoIfItWasDelivered() {
        register("ada@example.org");
        dispatch();

        JsonNode mail = list("?to=Ada@EXAMPLE.org").json().at("/items/0");

        assertThat(mail.get("state").asText()).isEqualTo("delivered");
        assertThat(mail.get("to").isNull()).isTrue();
        assertThat(list("?to=bob@example.org").json().at("/items")).isEmpty();
    }

    @Test
    void showsDeadLettersWithTheReasonAndTriesThemAgain() {
        MailId mail = deadLetter("ada@example.org");

        JsonNode shown = list("?state=dead&kind=verify-address").json().at("/items/0");
        assertThat(shown.get("id").asText()).isEqualTo(mail.toString());
        assertThat(shown.get("lastError").asText()).isEqualTo("smtp 550");
        assertThat(shown.get("to").asText()).isEqualTo("ada@example.org");

        assertThat(retry(mail.toString()).outcome()).isEqualTo("204");
        server.fakes().mailTransport().answerWith(new Delivery.Delivered());
        dispatch();

        assertThat(server.fakes().mailTransport().delivered())
                .anyMatch(delivered -> delivered.id().equals(mail));
        assertThat(list("?state=dead").json().at("/items")).isEmpty();
        assertThat(server.fakes().auditTrail().events())
                .last()
                .isInstanceOfSatisfying(
                        AuditEvent.MailRetried.class,
                        event -> assertThat(event.mail()).isEqualTo(mail));
    }

    @Test
    void doesNotTryAgainWhatIsOfNoUse() {
        MailId expired = deadLetter("ada@example.org");
        server.fakes().clock().advance(Duration.ofMinutes(10));

        assertThat(retry(expired.toString()).outcome()).isEqualTo("409 nothing-to-send");
        assertThat(server.fakes().auditTrail().events()).noneMatch(AuditEvent.MailRetried.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60", "1", "retry"})
    void findsNoMailOfAnUnknownId(String id) {
        assertThat(retry(id).outcome()).isEqualTo("404 not-found");
    }

    @Test
    void isForAdministratorsAlone() {
        MailId mail = deadLetter("ada@example.org");
        register("grace@example.org");
        token = signedIn.text("accessToken");
        server.fakes().users().changeRoles(userId(), Set.of(BuiltInRoles.USER));
        token = server.signIn(TestServer.PASSWORD).text("accessToken");

        assertThat(list("").outcome()).isEqualTo("403 forbidden");
        assertThat(retry(mail.toString()).outcome()).isEqualTo("403 forbidden");
        assertThat(retry("0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60").outcome()).isEqualTo("403 forbidden");
    }

    @Test
    void goesFromPageToPage() {
        register("ada@example.org");
        register("grace@example.org");

        ApiAnswer first = list("?limit=1&state=queued&kind=verify-address");
        ApiAnswer second = list("?limit=1&state=queued&kind=verify-address&cursor=" + first.text("nextCursor"));

        assertThat(recipients(first)).containsExactly("grace@example.org");
        assertThat(recipients(second)).containsExactly("ada@example.org");
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?state=lost, ?state, malformed",
        "?state=, ?state, malformed",
        "?kind=Verify%20address, ?kind, malformed",
        "?to=nobody, ?to, malformed",
        "?to=a@example.org&to=b@example.org, ?to, duplicate-member",
        "?limit=0, ?limit, malformed",
        "?cursor=%27, ?cursor, malformed",
        "?subject=x, ?subject, unknown-member"
    })
    void refusesWhatNoMailCanBe(String query, String pointer, String code) {
        ApiAnswer answer = list(query);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    private UserId userId() {
        return new UserId(UUID.fromString(signedIn.json().at("/user/id").asText()));
    }

    private MailId deadLetter(String email) {
        dispatch();
        register(email);
        server.fakes().mailTransport().answerWith(new Delivery.Refused("smtp 550"));
        dispatch();
        return new MailId(
                UUID.fromString(list("?state=dead").json().at("/items/0/id").asText()));
    }

    private void register(String email) {
        assertThat(server.post(
                                "/api/v1/auth/register",
                                "{\"email\": \"" + email + "\", \"password\": \"" + TestServer.PASSWORD + "\"}")
                        .status())
                .isEqualTo(202);
    }

    private void dispatch() {
        server.fakes().sallyport().dispatchMail().handle(new DispatchMail.Command(100, () -> true));
    }

    private ApiAnswer list(String query) {
        return server.send(ApiRequest.get(MAIL + query).bearer(token));
    }

    private ApiAnswer retry(String id) {
        return server.send(ApiRequest.of("POST", MAIL + "/" + id + "/retry").bearer(token));
    }

    private static List<String> recipients(ApiAnswer page) {
        return StreamSupport.stream(page.json().at("/items").spliterator(), false)
                .map(mail -> mail.get("to").asText())
                .toList();
    }
}
