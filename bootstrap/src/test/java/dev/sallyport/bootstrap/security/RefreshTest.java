package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Refresh tokens: ASVS 10.4.5, 10.4.8, 7.4; RFC 9700 §4.14")
final class RefreshTest {
    private static final String REFUSED = "401 invalid-refresh-token";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private RunningSystem system;
    private Guest guest;

    @BeforeEach
    void start() {
        system = running();
        guest = system.guest();
    }

    private static RunningSystem running() {
        return RunningSystem.on(postgres.settings(), "DATABASE_POOL_SIZE", "20");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    // ASVS 10.4.5: exactly one live successor.
    @Test
    void fiftyRefreshesAtOnceRotateOnceAndAllGetTheSameSuccessor() {
        ApiAnswer tokens = guest.signUp("fifty@example.com");

        List<ApiAnswer> answers = Concurrently.times(50, i -> guest.refresh(tokens.text("refreshToken")));

        assertThat(answers).extracting(ApiAnswer::outcome).containsOnly("200");
        assertThat(answers.stream().map(answer -> answer.text("refreshToken")).collect(Collectors.toSet()))
                .hasSize(1)
                .doesNotContain(tokens.text("refreshToken"));
        assertThat(tables.values("SELECT generation FROM sessions WHERE id = '" + tokens.text("sessionId") + "'"))
                .containsExactly("1");
        assertThat(guest.refresh(answers.getFirst().text("refreshToken")).outcome())
                .isEqualTo("200");
    }

    // ASVS 10.4.5: within a second of the rotations, the grace notwithstanding.
    @Test
    void replayingTheTokenBeforeTheLastEndsTheSessionAndIsAudited() {
        ApiAnswer first = guest.signUp("grandparent@example.com");
        ApiAnswer second = guest.refresh(first.text("refreshToken"));
        ApiAnswer third = guest.refresh(second.text("refreshToken"));

        assertThat(guest.refresh(first.text("refreshToken")).outcome()).isEqualTo(REFUSED);

        assertDead(first, second, third);
        assertThat(tables.values("SELECT details->>'presentedGeneration' || ' of ' || (details->>'currentGeneration')"
                        + " FROM audit_events WHERE type = 'session.refresh-token-reused'"
                        + " AND details->>'sessionId' = '" + first.text("sessionId") + "'"))
                .containsExactly("0 of 2");
    }

    @Test
    void onlyTheReplayedSessionEnds() {
        ApiAnswer phone = guest.signUp("two-devices@example.com");
        ApiAnswer laptop = guest.login("two-devices@example.com", Guest.PASSWORD);
        guest.refresh(guest.refresh(phone.text("refreshToken")).text("refreshToken"));

        guest.refresh(phone.text("refreshToken"));

        assertThat(guest.me(laptop.text("accessToken")).outcome()).isEqualTo("200");
        assertThat(guest.refresh(laptop.text("refreshToken")).outcome()).isEqualTo("200");
    }

    // ASVS 7.4.1: also against a refresh that races with it.
    @Test
    void nothingSurvivesALogoutThatRacesWithRefreshes() {
        try (SteeredSystem quick = SteeredSystem.on(postgres.settings(), new FakePasswordHasher())) {
            Guest racer = quick.guest();
            racer.signUp("racer@example.com");
            for (int round = 0; round < 100; round++) {
                ApiAnswer tokens = racer.login("racer@example.com", Guest.PASSWORD);
                boolean byBearer = round % 2 == 0;

                List<ApiAnswer> answers = Concurrently.times(4, i -> {
                    if (i < 3) {
                        return racer.refresh(tokens.text("refreshToken"));
                    }
                    return byBearer
                            ? racer.logoutByBearer(tokens.text("accessToken"))
                            : racer.logout(tokens.text("refreshToken"));
                });

                assertThat(answers.getLast().outcome()).isEqualTo("204");
                assertThat(answers).extracting(ApiAnswer::outcome).containsAnyOf("200", REFUSED, "204");
                Stream.concat(Stream.of(tokens), answers.stream().filter(answer -> answer.status() == 200))
                        .forEach(issued -> {
                            assertThat(racer.refresh(issued.text("refreshToken"))
                                            .outcome())
                                    .isEqualTo(REFUSED);
                            assertThat(racer.me(issued.text("accessToken")).outcome())
                                    .isEqualTo("401 invalid-access-token");
                        });
            }
        }
        assertThat(tables.count("sessions s JOIN users u ON u.id = s.user_id"
                        + " WHERE u.email = 'racer@example.com' AND s.generation > 0"))
                .as("rounds in which a refresh came first")
                .isPositive();
        assertThat(tables.count("sessions s JOIN users u ON u.id = s.user_id"
                        + " WHERE u.email = 'racer@example.com' AND s.ended_at IS NULL"))
                // The one of signing up.
                .isEqualTo(1);
    }

    // ASVS 7.4.2: suspension bites at the next request.
    @Test
    void aSuspendedAccountGetsNothingMoreNotEvenWithinTheGrace() {
        ApiAnswer first = guest.signUp("suspended@example.com");
        ApiAnswer second = guest.refresh(first.text("refreshToken"));

        tables.execute("UPDATE users SET status = 'suspended' WHERE email = 'suspended@example.com'");

        assertDead(first, second);
        assertThat(guest.changeMe(second.text("accessToken"), Guest.json("displayName", "Ada"))
                        .outcome())
                .isEqualTo("401 invalid-access-token");
    }

    @Test
    void aRestartChangesNothing() {
        ApiAnswer first = guest.signUp("restarted@example.com");
        ApiAnswer second = guest.refresh(first.text("refreshToken"));
        ApiAnswer other = guest.login("restarted@example.com", Guest.PASSWORD);
        ApiAnswer ended = guest.login("restarted@example.com", Guest.PASSWORD);
        guest.logout(ended.text("refreshToken"));

        stop();
        start();

        assertThat(guest.me(second.text("accessToken")).outcome()).isEqualTo("200");
        assertDead(ended);
        // Within the grace still the same successor, and then one more rotation.
        assertThat(guest.refresh(first.text("refreshToken")).text("refreshToken"))
                .isEqualTo(second.text("refreshToken"));
        ApiAnswer third = guest.refresh(second.text("refreshToken"));
        assertThat(third.outcome()).isEqualTo("200");
        assertThat(guest.refresh(first.text("refreshToken")).outcome()).isEqualTo(REFUSED);
        assertDead(first, second, third);
        assertThat(guest.refresh(other.text("refreshToken")).outcome()).isEqualTo("200");
    }

    // ARCHITECTURE decision 1: a flood of forgeries never reaches the database.
    @Test
    void aForgedTokenCostsNoSql() throws IOException {
        String foreign = foreignToken();
        try (RoundTripCounter counter = RoundTripCounter.before(postgres.settings());
                SteeredSystem counted = SteeredSystem.on(counter.settings(), new FakePasswordHasher())) {
            ApiAnswer tokens = counted.guest().signUp("forged@example.com");
            String genuine = tokens.text("refreshToken");

            for (String forged : List.of(
                    foreign,
                    withBitFlipped(genuine, 20),
                    withBitFlipped(genuine, 24),
                    withBitFlipped(genuine, 56),
                    genuine.substring(1),
                    genuine + "A",
                    genuine + "=",
                    " " + genuine,
                    "A".repeat(76),
                    "A".repeat(60_000),
                    tokens.text("accessToken"),
                    "' OR '1'='1")) {
                assertThat(counter.during(() -> {
                            assertThat(counted.guest().refresh(forged).outcome())
                                    .isEqualTo(REFUSED);
                            assertThat(counted.guest().logout(forged).outcome()).isEqualTo(REFUSED);
                        }))
                        .isZero();
            }
            assertThat(counter.during(() -> counted.guest().refresh(genuine))).isPositive();
        }
    }

    /** Another installation's, as real as ours. */
    private static String foreignToken() {
        DatabaseSettings elsewhere = postgres.server().createDatabase();
        try (SteeredSystem other = SteeredSystem.on(elsewhere, new FakePasswordHasher())) {
            return other.guest().signUp("forged@example.com").text("refreshToken");
        }
    }

    private static String withBitFlipped(String token, int position) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        bytes[position] ^= 1;
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private void assertDead(ApiAnswer... issued) {
        for (ApiAnswer tokens : issued) {
            assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo(REFUSED);
            assertThat(guest.me(tokens.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
        }
    }
}
