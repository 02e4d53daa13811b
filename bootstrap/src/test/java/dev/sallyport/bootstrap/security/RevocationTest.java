package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Three instances on one database: what ends on one is over on all of them, for access tokens that they know already, too. */
@DisplayName("Prompt revocation: ASVS 7.4.1, 7.4.2, 7.4.5, 8.3.2")
final class RevocationTest {
    private static final String ACCEPTED = "200";
    private static final String REFUSED = "401 invalid-access-token";
    private static final Duration PROMPT = Duration.ofSeconds(1);
    private static final int MOST_SESSIONS = 3;
    private static final int RACES = 25;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Inbox inbox = new Inbox();
    private static Tables tables;
    private static List<RunningSystem> instances;
    private static Guest guest;
    private static ApiAnswer bystander;

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        instances = Stream.generate(RevocationTest::instance).limit(3).toList();
        guest = instances.getFirst().guest();
        bystander = guest.signUp("bystander@example.com");
    }

    private static RunningSystem instance() {
        return RunningSystem.on(postgres.settings(), inbox, "SESSION_MAX_PER_USER", Integer.toString(MOST_SESSIONS));
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSystem::close);
    }

    /** Somebody who has just signed in. */
    record Victim(String email, ApiAnswer tokens) {
        String refreshToken() {
            return tokens.text("refreshToken");
        }

        String accessToken() {
            return tokens.text("accessToken");
        }

        String session() {
            return tokens.text("sessionId");
        }

        String user() {
            return tokens.json().at("/user/id").asText();
        }

        ApiAnswer signInElsewhere() {
            ApiAnswer elsewhere = guest.login(email, Guest.PASSWORD);
            assertThat(elsewhere.outcome()).isEqualTo(ACCEPTED);
            return elsewhere;
        }
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending("logout by refresh token", victim -> guest.logout(victim.refreshToken())),
                ending("logout by access token", victim -> guest.logoutByBearer(victim.accessToken())),
                ending("ending it from itself", victim -> guest.endSession(victim.accessToken(), victim.session())),
                ending(
                        "ending it from another",
                        victim -> guest.endSession(victim.signInElsewhere().text("accessToken"), victim.session())),
                ending(
                        "ending all others",
                        victim ->
                                guest.endOtherSessions(victim.signInElsewhere().text("accessToken"))),
                ending("replay of an old refresh token", victim -> {
                    ApiAnswer second = guest.refresh(victim.refreshToken());
                    guest.refresh(second.text("refreshToken"));
                    guest.refresh(victim.refreshToken());
                }),
                ending("one session too many", victim -> {
                    for (int i = 0; i < MOST_SESSIONS; i++) {
                        victim.signInElsewhere();
                    }
                }),
                ending(
                        "suspension by SQL",
                        victim -> tables.execute(
                                "UPDATE users SET status = 'suspended' WHERE id = '" + victim.user() + "'")),
                ending(
                        "deletion of the user by SQL",
                        victim -> tables.execute("DELETE FROM users WHERE id = '" + victim.user() + "'")),
                ending(
                        "deletion of the session by SQL",
                        victim -> tables.execute("DELETE FROM sessions WHERE id = '" + victim.session() + "'")),
                ending("a role given by SQL", victim -> giveAdmin(victim.user())),
                ending(
                        "a role taken by SQL",
                        victim -> tables.execute("DELETE FROM user_roles WHERE user_id = '" + victim.user() + "'")));
    }

    private static Arguments ending(String what, Consumer<Victim> ending) {
        return Arguments.of(what, ending);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void bitesWithinASecondOnEveryInstance(String what, Consumer<Victim> ending) {
        Victim victim = victim(what);
        // Twice, so that every instance has it among those that it need not check again.
        assertThat(everywhere(victim.accessToken())).containsOnly(ACCEPTED);
        assertThat(everywhere(victim.accessToken())).containsOnly(ACCEPTED);

        ending.accept(victim);

        assertThat(untilRefusedEverywhere(victim.accessToken())).isLessThan(PROMPT);
        assertThat(everywhere(bystander.text("accessToken"))).containsOnly(ACCEPTED);
    }

    @Test
    void nobodyElsesSessionEndsAlong() {
        Victim victim = victim("only one ends");
        ApiAnswer other = victim.signInElsewhere();

        guest.logout(victim.refreshToken());

        untilRefusedEverywhere(victim.accessToken());
        assertThat(everywhere(other.text("accessToken"))).containsOnly(ACCEPTED);
    }

    @Test
    void afterAChangeOfRolesARefreshedTokenIsAcceptedEverywhereAtOnce() {
        Victim victim = victim("promoted");
        giveAdmin(victim.user());

        ApiAnswer refreshed = guest.refresh(victim.refreshToken());

        assertThat(refreshed.json().at("/user/roles")).hasSize(2);
        // While the instances hear of it, one after the other, as well as afterwards.
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(everywhere(refreshed.text("accessToken"))).containsOnly(ACCEPTED);
            return everywhere(victim.accessToken()).stream().allMatch(REFUSED::equals);
        });
        assertThat(everywhere(refreshed.text("accessToken"))).containsOnly(ACCEPTED);
    }

    @Test
    void aSuspendedUserWhoIsReinstatedIsBackWithinASecond() {
        Victim victim = victim("reinstated");
        String set = "UPDATE users SET status = '%s' WHERE id = '" + victim.user() + "'";
        tables.execute(set.formatted("suspended"));
        untilRefusedEverywhere(victim.accessToken());

        tables.execute(set.formatted("active"));

        assertThat(untilAnsweredEverywhere(victim.accessToken(), ACCEPTED)).isLessThan(PROMPT);
    }

    @Test
    void anInstanceThatStartsLaterKnowsWhatEndedBefore() {
        Victim victim = victim("before the start");
        guest.logout(victim.refreshToken());

        try (RunningSystem late = instance()) {
            assertThat(late.callerOf(victim.accessToken()).outcome()).isEqualTo(REFUSED);
            assertThat(late.callerOf(bystander.text("accessToken")).outcome()).isEqualTo(ACCEPTED);
        }
    }

    // On one instance somebody signs out, while on the two others their client refreshes.
    @Test
    void nothingSurvivesALogoutOnOneInstanceThatRacesWithRefreshesOnOthers() {
        List<ApiAnswer> issued = new ArrayList<>();
        for (int race = 0; race < RACES; race++) {
            ApiAnswer tokens = victim("race " + race).tokens();
            List<ApiAnswer> answers = Concurrently.times(3, i -> {
                Guest racer = instances.get(i).guest();
                return i == 0 ? racer.logout(tokens.text("refreshToken")) : racer.refresh(tokens.text("refreshToken"));
            });
            assertThat(answers.getFirst().outcome()).isEqualTo("204");
            issued.add(tokens);
            answers.stream().filter(answer -> answer.status() == 200).forEach(issued::add);
        }

        assertThat(issued).as("refreshes that came first, and the first tokens").hasSizeGreaterThan(RACES);
        for (ApiAnswer tokens : issued) {
            assertThat(untilRefusedEverywhere(tokens.text("accessToken"))).isLessThan(PROMPT);
            assertThat(guest.refresh(tokens.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        }
    }

    private static Victim victim(String what) {
        String email = what.replace(' ', '-').toLowerCase(Locale.ROOT) + "@example.com";
        return new Victim(email, guest.signUp(email));
    }

    private static void giveAdmin(String user) {
        tables.execute("INSERT INTO user_roles (user_id, role) VALUES ('" + user + "', 'admin')");
    }

    /** What each instance makes of the token. */
    private static List<String> everywhere(String accessToken) {
        return instances.stream()
                .map(instance -> instance.callerOf(accessToken).outcome())
                .toList();
    }

    private static Duration untilRefusedEverywhere(String accessToken) {
        return untilAnsweredEverywhere(accessToken, REFUSED);
    }

    /** How long it takes from now. */
    private static Duration untilAnsweredEverywhere(String accessToken, String outcome) {
        long began = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> everywhere(accessToken).stream().allMatch(outcome::equals));
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
