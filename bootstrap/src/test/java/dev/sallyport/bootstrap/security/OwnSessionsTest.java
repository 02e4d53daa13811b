package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everybody sees and ends their own sessions and nobody else's; that there are others cannot even be noticed. */
@DisplayName("One's own sessions by each kind of caller: ASVS 7.4.5, 8.2.1, 8.2.2")
final class OwnSessionsTest {
    private static final String MISSING = "0198f2a1-2d6f-7b01-9a1f-6c2b3d4e5f60";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static SteeredSystem system;
    private static Guest guest;

    private ApiAnswer hers;
    private ApiAnswer hersElsewhere;
    private ApiAnswer his;
    private ApiAnswer hisElsewhere;

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher());
        guest = system.guest();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void signIn() {
        String ada = UUID.randomUUID() + "@example.com";
        hers = guest.signUp(ada);
        hersElsewhere = guest.login(ada, Guest.PASSWORD);
        String bob = UUID.randomUUID() + "@example.com";
        his = guest.signUp(bob);
        hisElsewhere = guest.login(bob, Guest.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "DELETE, ''", "DELETE, /{hers}"})
    void nobodyIsToldAnythingWithoutAToken(String method, String path) {
        ApiRequest request =
                ApiRequest.of(method, "/api/v1/me/sessions" + path.replace("{hers}", hers.text("sessionId")));

        assertThat(guest.send(request).outcome()).isEqualTo("401 not-signed-in");
        assertThat(guest.send(request.bearer(hers.text("refreshToken"))).outcome())
                .isEqualTo("401 invalid-access-token");
        assertAlive(hers, hersElsewhere, his, hisElsewhere);
    }

    @Test
    void everybodySeesTheirOwnAlone() {
        assertThat(ids(guest.sessions(token(hers)))).containsExactlyInAnyOrder(id(hersElsewhere), id(hers));
        assertThat(ids(guest.sessions(token(his)))).containsExactlyInAnyOrder(id(hisElsewhere), id(his));
    }

    // ASVS 8.2.2: what is somebody else's is as if it were not there.
    @Test
    void somebodyElsesSessionIsNotFoundJustAsOneThatIsNot() {
        ApiAnswer missing = guest.endSession(token(his), MISSING);

        ApiAnswer foreign = guest.endSession(token(his), id(hers));

        assertThat(missing.outcome()).isEqualTo("404 not-found");
        assertThat(Answers.seen(foreign)).isEqualTo(Answers.seen(missing));
        assertAlive(hers, hersElsewhere, his, hisElsewhere);
    }

    // A cursor is an id, too: another's leads nowhere but through one's own.
    @Test
    void somebodyElsesSessionAsACursorShowsNothingOfTheirs() {
        String cursor = guest.send(ApiRequest.get("/api/v1/me/sessions?limit=1").bearer(token(hers)))
                .text("nextCursor");

        ApiAnswer page = guest.send(
                ApiRequest.get("/api/v1/me/sessions?cursor=" + cursor).bearer(token(his)));

        assertThat(ids(page)).isSubsetOf(id(his), id(hisElsewhere));
    }

    @Test
    void oneEndsAndAllOthersStay() {
        assertThat(guest.endSession(token(hers), id(hersElsewhere)).status()).isEqualTo(204);

        assertDead(hersElsewhere);
        assertAlive(hers, his, hisElsewhere);
        assertThat(guest.endSession(token(hers), id(hersElsewhere)).outcome()).isEqualTo("404 not-found");
        assertThat(ids(guest.sessions(token(hers)))).containsExactly(id(hers));
    }

    @Test
    void allOthersEndAndTheCallersAndOtherPeoplesStay() {
        assertThat(guest.endOtherSessions(token(hers)).status()).isEqualTo(204);

        assertDead(hersElsewhere);
        assertAlive(hers, his, hisElsewhere);
    }

    private static String token(ApiAnswer tokens) {
        return tokens.text("accessToken");
    }

    private static String id(ApiAnswer tokens) {
        return tokens.text("sessionId");
    }

    private static List<String> ids(ApiAnswer page) {
        assertThat(page.outcome()).isEqualTo("200");
        return StreamSupport.stream(page.json().get("items").spliterator(), false)
                .map(item -> item.get("id").asText())
                .toList();
    }

    private static void assertAlive(ApiAnswer... sessions) {
        for (ApiAnswer tokens : sessions) {
            assertThat(guest.me(token(tokens)).outcome()).isEqualTo("200");
        }
    }

    private static void assertDead(ApiAnswer tokens) {
        assertThat(system.callerOf(token(tokens)).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
    }
}
