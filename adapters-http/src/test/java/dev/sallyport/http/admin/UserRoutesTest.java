package dev.sallyport.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserRoutesTest {
    private static final String USERS = "/api/v1/admin/users";

    private final TestServer server = TestServer.start();
    private final UserId admin =
            new UserId(UUID.fromString(server.signedIn().json().at("/user/id").asText()));
    private final UserId grace = new Journey(server.fakes())
            .signedIn(EmailAddress.of("grace@navy.example"))
            .user()
            .id();
    private final String accessToken = administrator();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsEverybodyFromTheNewestOn() {
        ApiAnswer all = get("");

        assertThat(all.outcome()).isEqualTo("200");
        assertThat(emails(all)).containsExactly("grace@navy.example", "ada@example.com");
        assertThat(all.json().get("nextCursor").isNull()).isTrue();
        assertThat(all.json().at("/items/1"))
                .isEqualTo(server.send(ApiRequest.get("/api/v1/me").bearer(accessToken))
                        .json());
    }

    @Test
    void goesFromPageToPage() {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            ApiAnswer page = get("?limit=1&query=example" + cursor);
            all.addAll(emails(page));
            cursor = Optional.ofNullable(page.json().get("nextCursor").textValue())
                    .map(next -> "&cursor=" + next)
                    .orElse("");
        } while (!cursor.isEmpty() && all.size() < 5);

        assertThat(all).containsExactly("grace@navy.example", "ada@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "?query=navy, grace",
        "?query=NAVY.ex, grace",
        "?query=gr, grace",
        "?query=av, ''",
        "?query=%25, ''",
        "?query=%5C%5C%5C, ''",
        "?query=%27%20OR%20true--, ''",
        "?query=___, ''",
        "?status=active, grace ada",
        "?status=suspended, ''",
        "?role=admin, ada",
        "?role=nobody-has-it, ''",
        "?role=user&status=active&query=ada, ada",
        "?role=admin&query=grace, ''"
    })
    void findsThoseWhomSomebodyLooksFor(String query, String found) {
        ApiAnswer answer = get(query);

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(emails(answer))
                .extracting(email -> email.substring(0, email.indexOf('@')))
                .containsExactly(words(found));
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split(" ", -1);
    }

    @Test
    void showsAsSuspendedWhoeverCannotUseTheirAccount() {
        server.fakes().users().suspend(grace);

        assertThat(emails(get("?status=suspended"))).containsExactly("grace@navy.example");
        assertThat(get("/" + grace).text("status")).isEqualTo("suspended");
    }

    @ParameterizedTest
    @CsvSource({
        "?query=, ?query, too-short",
        "?query=%20, ?query, too-short",
        "?query=a%00b, ?query, forbidden-characters",
        "?query=a%0Ab, ?query, forbidden-characters",
        "?query=a&query=b, ?query, duplicate-member",
        "?status=deleted, ?status, malformed",
        "?status=Active, ?status, malformed",
        "?status=, ?status, malformed",
        "?role=No%20Role, ?role, malformed",
        "?limit=0, ?limit, malformed",
        "?limit=101, ?limit, malformed",
        "?limit=-1, ?limit, malformed",
        "?limit=abc, ?limit, malformed",
        "?limit=1e1, ?limit, malformed",
        "?cursor=, ?cursor, malformed",
        "?cursor=%27, ?cursor, malformed",
        "?cursor=0198f2a1-1c5e-7a90-8f0e-5b1a2c3d4e5f, ?cursor, malformed",
        "?offset=20, ?offset, unknown-member"
    })
    void saysWhatIsWrongWithAQuestion(String query, String pointer, String code) {
        ApiAnswer answer = get(query);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
    }

    @Test
    void looksForNothingLongerThanAnyNameOrAddress() {
        String emoji = URLEncoder.encode("\ud83d\ude00".repeat(256), StandardCharsets.UTF_8);

        assertThat(get("?query=" + "a".repeat(256)).outcome()).isEqualTo("200");
        assertThat(get("?query=" + emoji).outcome()).isEqualTo("200");
        assertThat(get("?query=" + "a".repeat(257)).json().at("/errors/0/code").asText())
                .isEqualTo("too-long");
        assertThat(get("?query=" + emoji + emoji.substring(0, 12))
                        .json()
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("too-long");
        assertThat(get("?query=" + "a".repeat(10_000)).status()).isBetween(400, 499);
    }

    @Test
    void takesTheLargestPage() {
        assertThat(get("?limit=100").outcome()).isEqualTo("200");
    }

    /** A cursor is no secret and grants nothing: any id leads to whatever comes after it. */
    @Test
    void readsOnFromWhateverIdACursorNames() {
        String beginning = cursor(new UUID(0, 0));
        String end = cursor(new UUID(-1, -1));

        assertThat(emails(get("?cursor=" + beginning))).isEmpty();
        assertThat(emails(get("?cursor=" + end))).hasSize(2);
        assertThat(get("?cursor=" + end.substring(1)).outcome()).isEqualTo("422 invalid-input");
    }

    private static String cursor(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void showsOneWithWhatAnAdministratorRecognisesThemBy() {
        ApiAnswer before = get("/" + grace);
        assertThat(before.outcome()).isEqualTo("200");
        assertThat(before.text("email")).isEqualTo("grace@navy.example");
        assertThat(before.header("ETag").orElse("")).matches("\"[A-Za-z0-9_-]{22}\"");

        new Journey(server.fakes()).signIn(EmailAddress.of("grace@navy.example"), Samples.PASSWORD);
        assertThat(get("/" + grace).header("ETag")).isEqualTo(before.header("ETag"));

        RoleName sales = new RoleName("sales");
        server.fakes()
                .roles()
                .add(sales, RoleDescription.NONE, server.fakes().clock().instant());
        server.fakes().roles().grant(grace, sales);
        assertThat(get("/" + grace).header("ETag")).isPresent().isNotEqualTo(before.header("ETag"));
    }

    @Test
    void showsWhereSomebodyIsSignedIn() {
        ApiAnswer graces = get("/" + grace + "/sessions");
        ApiAnswer own = get("/" + admin + "/sessions?limit=1");

        assertThat(graces.outcome()).isEqualTo("200");
        assertThat(graces.json().at("/items")).hasSize(1);
        assertThat(graces.json().at("/items/0/current").asBoolean()).isFalse();
        assertThat(own.json().at("/items/0/current").asBoolean()).isTrue();
        ApiAnswer rest = get("/" + admin + "/sessions?limit=1&cursor=" + own.text("nextCursor"));
        assertThat(rest.json().at("/items/0/current").asBoolean()).isFalse();
        assertThat(get("/" + grace + "/sessions?limit=101").outcome()).isEqualTo("422 invalid-input");
    }

    @Test
    void showsThatSomebodyIsSignedInNowhere() {
        server.fakes().sessions().endAll(grace);

        ApiAnswer sessions = get("/" + grace + "/sessions");

        assertThat(sessions.body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/sessions"})
    void findsNobodyOfAnIdThatNobodyHas(String of) {
        assertThat(get("/0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60" + of).outcome()).isEqualTo("404 not-found");
        assertThat(get("/me" + of).outcome()).isEqualTo("404 not-found");
    }

    private String administrator() {
        server.fakes().users().changeRoles(admin, Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        server.fakes().followRevocations();
        return server.signIn(TestServer.PASSWORD).text("accessToken");
    }

    private ApiAnswer get(String of) {
        return server.send(ApiRequest.get(USERS + of).bearer(accessToken));
    }

    private static List<String> emails(ApiAnswer page) {
        return StreamSupport.stream(page.json().at("/items").spliterator(), false)
                .map((JsonNode user) -> user.get("email").asText())
                .toList();
    }
}
