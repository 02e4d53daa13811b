package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever is signed in changes the password for the one that they have; whoever else was signed in is not any more. */
@DisplayName("Change of password: ASVS 6.2.2, 6.2.3, 6.3.7, 7.4.3, 7.5.1, 8.3.2, 15.4.2")
final class PasswordChangeTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final String SIGNED_OUT = "401 invalid-access-token";
    private static final String THIEFS_PASSWORD = "the password of the thief";
    private static final int RACERS = 20;
    private static final int ROUNDS = 40;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Inbox inbox = new Inbox();
    private static Tables tables;
    private static List<RunningSystem> instances;
    private static Guest guest;

    // Where many race, hashing quickly leaves the race to the database.
    private static Tables raced;
    private static SteeredSystem quick;
    private static Guest racer;

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        instances = Stream.generate(() -> RunningSystem.on(postgres.settings(), inbox))
                .limit(2)
                .toList();
        guest = instances.getFirst().guest();
        DatabaseSettings database = postgres.server().createDatabase();
        raced = new Tables(database);
        quick = SteeredSystem.on(database, new FakePasswordHasher());
        racer = quick.guest();
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSystem::close);
        quick.close();
    }

    @Test
    void endsTheOtherSessionsEverywhereWithinASecondAndKeepsItsOwn() {
        String email = "changing@example.com";
        ApiAnswer own = guest.signUp(email);
        ApiAnswer other = guest.login(email, Guest.PASSWORD);
        assertThat(everywhere(other)).containsOnly("200");

        assertThat(change(guest, own, Guest.PASSWORD, NEW_PASSWORD)).isEqualTo("204");

        long changed = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> everywhere(other).stream().allMatch(SIGNED_OUT::equals));
        assertThat(Duration.ofNanos(System.nanoTime() - changed)).isLessThan(Duration.ofSeconds(1));
        assertThat(guest.refresh(other.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(everywhere(own)).containsOnly("200");
        assertThat(guest.refresh(own.text("refreshToken")).outcome()).isEqualTo("200");
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(instances.getLast().guest().login(email, NEW_PASSWORD).outcome())
                .isEqualTo("200");
        assertThat(guest.mail(email, "password-changed").content().text()).contains("127.0.0.1");
    }

    // ASVS 7.5.1: whoever has got hold of a session has not got hold of the account.
    @Test
    void aWrongCurrentPasswordChangesNothingAndCountsAsAGuess() {
        String email = "guessed@example.com";
        ApiAnswer own = guest.signUp(email);
        ApiAnswer other = guest.login(email, Guest.PASSWORD);

        assertThat(change(guest, own, "not the current password", NEW_PASSWORD)).isEqualTo("401 invalid-credentials");
        assertThat(change(guest, own, "nor is this the password", NEW_PASSWORD)).isEqualTo("401 invalid-credentials");

        assertThat(failures(email)).isEqualTo("2");
        assertThat(everywhere(own)).containsOnly("200");
        assertThat(everywhere(other)).containsOnly("200");
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(change(guest, own, Guest.PASSWORD, NEW_PASSWORD)).isEqualTo("204");
        assertThat(failures(email)).isEqualTo("0");
    }

    @Test
    void ofManyChangesAtOnceFromManySessionsOneIsMadeAndItsSessionIsLeft() {
        String email = "hurried@example.com";
        racer.signUp(email);
        List<ApiAnswer> sessions = IntStream.range(0, RACERS)
                .mapToObj(i -> racer.login(email, Guest.PASSWORD))
                .toList();

        List<String> outcomes =
                Concurrently.times(RACERS, i -> change(racer, sessions.get(i), Guest.PASSWORD, chosenBy(i)));

        assertThat(Collections.frequency(outcomes, "204")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, SIGNED_OUT)).isEqualTo(RACERS - 1);
        int winner = outcomes.indexOf("204");
        assertThat(liveSessions(email)).containsExactly(sessions.get(winner).text("sessionId"));
        assertOneWorks(email, winner);
    }

    @Test
    void ofManyChangesAtOnceFromOneSessionOneIsMade() {
        String email = "double-click@example.com";
        ApiAnswer own = racer.signUp(email);

        List<String> outcomes = Concurrently.times(RACERS, i -> change(racer, own, Guest.PASSWORD, chosenBy(i)));

        assertThat(Collections.frequency(outcomes, "204")).isEqualTo(1);
        assertThat(liveSessions(email)).containsExactly(own.text("sessionId"));
        assertOneWorks(email, outcomes.indexOf("204"));
        racer.mail(email, "password-changed");
        assertThat(quick.inbox().to(email, "password-changed")).hasSize(1);
    }

    private static void assertOneWorks(String email, int winner) {
        for (int i = 0; i < RACERS; i++) {
            assertThat(racer.login(email, chosenBy(i)).outcome())
                    .isEqualTo(i == winner ? "200" : "401 invalid-credentials");
        }
    }

    private static String chosenBy(int number) {
        return "the unlikely choice of racer " + number;
    }

    // A thief has a session and the password; the owner has the link. Once the owner was told that the password is
    // reset, it is.
    @Test
    void aChangeThatRacesWithAResetNeverUndoesIt() {
        List<String> outcomes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String email = "raced-" + round + "@example.com";
            ApiAnswer stolen = racer.signUp(email);
            String token = racer.resetToken(email);

            int thief = round % 2;
            List<String> both = Concurrently.times(
                    2,
                    i -> i == thief
                            ? "change " + change(racer, stolen, Guest.PASSWORD, THIEFS_PASSWORD)
                            : "reset " + racer.reset(token, NEW_PASSWORD).outcome());

            boolean reset = both.contains("reset 204");
            assertThat(both.contains("change 204")).as(both.toString()).isNotEqualTo(reset);
            assertThat(racer.login(email, THIEFS_PASSWORD).status()).isEqualTo(reset ? 401 : 200);
            assertThat(racer.login(email, NEW_PASSWORD).status()).isEqualTo(reset ? 200 : 401);
            assertThat(racer.refresh(stolen.text("refreshToken")).status()).isEqualTo(reset ? 401 : 200);
            outcomes.addAll(both);
        }
        assertThat(outcomes).as("otherwise nothing raced").contains("reset 204");
    }

    private static String change(Guest who, ApiAnswer session, String current, String chosen) {
        return who.changePassword(session.text("accessToken"), current, chosen).outcome();
    }

    private static String failures(String email) {
        return tables.value("SELECT password_failures FROM users WHERE email = '" + email + "'");
    }

    private static List<String> liveSessions(String email) {
        return raced.values("SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.ended_at IS NULL"
                + " AND u.email = '" + email + "'");
    }

    private static List<String> everywhere(ApiAnswer session) {
        return instances.stream()
                .map(instance -> instance.callerOf(session.text("accessToken")).outcome())
                .toList();
    }
}
