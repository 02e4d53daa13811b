package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
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
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final int RACERS = 4;
    private static final int ROUNDS_EACH = 250;

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
    void replayingTheTokenBeforeTheLastEndsTheSessionAndIsAuditedAndMailed() {
        ApiAnswer first = guest.signUp("grandparent@example.com");
        ApiAnswer second = guest.refresh(first.text("refreshToken"));
        ApiAnswer third = guest.with(FIREFOX).refresh(second.text("refreshToken"));

        assertThat(guest.with("thief/1.0").refresh(first.text("refreshToken")).outcome())
                .isEqualTo(REFUSED);

        assertDead(first, second, third);
        assertToldOfTheft("grandparent@example.com", first);
    }

    /** The entry names both clients, and the user is told of whoever presented the old token; once, however often it is tried. */
    private void assertToldOfTheft(String email, ApiAnswer stolen) {
        assertThat(tables.values("SELECT concat_ws(' ', details->>'presentedGeneration', 'of',"
                        + " details->>'currentGeneration', 'by', host(client_address), user_agent, 'instead of',"
                        + " details->>'holderAddress', details->>'holderUserAgent')"
                        + " FROM audit_events WHERE type = 'session.refresh-token-reused'"
                        + " AND details->>'sessionId' = '" + stolen.text("sessionId") + "'"))
                .containsExactly("0 of 2 by 127.0.0.1 thief/1.0 instead of 127.0.0.1 " + FIREFOX);
        tables.awaitAllMailSettled();
        List<Mail> mails = system.inbox().to(email).stream()
                .filter(mail -> mail.kind().equals("session-stolen"))
                .toList();
        assertThat(mails).hasSize(1);
        assertThat(mails.getFirst().content().text()).contains("thief", "127.0.0.1");
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

    // ASVS 7.4.1: also against refreshes that race with it, a thousand times.
    @Test
    void nothingSurvivesALogoutThatRacesWithRefreshes() {
        DatabaseSettings track = postgres.server().createDatabase();
        try (SteeredSystem quick = SteeredSystem.on(track, new FakePasswordHasher())) {
            Concurrently.times(RACERS, racer -> race(quick, "racer-" + racer + "@example.com"));
        }
        String ofRacers = "sessions s JOIN users u ON u.id = s.user_id WHERE u.email LIKE 'racer-%' AND ";
        Tables raced = new Tables(track);
        assertThat(raced.count(ofRacers + "s.generation > 0"))
                .as("rounds in which a refresh came first")
                .isPositive();
        assertThat(raced.count(ofRacers + "s.ended_at IS NULL"))
                .as("those of signing up")
                .isEqualTo(RACERS);
    }

    private static int race(SteeredSystem system, String email) {
        Guest racer = system.guest();
        racer.signUp(email);
        for (int round = 0; round < ROUNDS_EACH; round++) {
            ApiAnswer tokens = racer.login(email, Guest.PASSWORD);
            int refreshes = 1 + round % 2;
            boolean byBearer = round % 4 < 2;

            List<ApiAnswer> answers = Concurrently.times(refreshes + 1, i -> {
                if (i < refreshes) {
                    return racer.refresh(tokens.text("refreshToken"));
                }
                return byBearer
                        ? racer.logoutByBearer(tokens.text("accessToken"))
                        : racer.logout(tokens.text("refreshToken"));
            });

            assertThat(answers.getLast().outcome()).isEqualTo("204");
            List<ApiAnswer> refreshed = answers.subList(0, refreshes);
            assertThat(refreshed)
                    .extracting(ApiAnswer::outcome)
                    .allMatch(outcome -> Set.of("200", REFUSED).contains(outcome));
            Stream.concat(Stream.of(tokens), refreshed.stream())
                    .filter(answer -> answer.status() == 200)
                    .forEach(issued -> {
                        assertThat(racer.refresh(issued.text("refreshToken")).outcome())
                                .isEqualTo(REFUSED);
                        assertThat(system.callerOf(issued.text("accessToken")).outcome())
                                .isEqualTo("401 invalid-access-token");
                    });
        }
        return ROUNDS_EACH;
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
        ApiAnswer third = guest.with(FIREFOX).refresh(second.text("refreshToken"));
        assertThat(third.outcome()).isEqualTo("200");
        assertThat(guest.with("thief/1.0").refresh(first.text("refreshToken")).outcome())
                .isEqualTo(REFUSED);
        assertDead(first, second, third);
        assertToldOfTheft("restarted@example.com", first);
        assertThat(guest.refresh(other.text("refreshToken")).outcome()).isEqualTo("200");
    }

    // ARCHITECTURE decision 1: a flood of forgeries never reaches the database.
    @Test
    void aForgedTokenCostsNoSql() throws IOException {
        String foreign = foreignToken();
        try (RoundTripCounter counter =
                        RoundTripCounter.before(postgres.server().createDatabase());
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
