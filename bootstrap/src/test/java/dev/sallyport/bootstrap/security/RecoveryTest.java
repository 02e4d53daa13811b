package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mailed link gives an account another password, once, and nothing else: it is no way around anything. */
@DisplayName(
        "Password reset: ASVS 6.3.7, 6.4.3, 6.5.1, 6.5.5, 6.6.2, 7.4.3, 2.3.3, 15.4.2; NIST SP 800-63B-4 §3.2.2, §4.2")
final class RecoveryTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final String INVALID_LINK = "401 invalid-link";
    private static final Duration PROMPT = Duration.ofSeconds(1);

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final Inbox inbox = new Inbox();
    private static Tables tables;
    private static List<RunningSystem> instances;
    private static Guest guest;

    @BeforeAll
    static void start() {
        tables = new Tables(postgres.settings());
        instances = Stream.generate(() -> RunningSystem.on(postgres.settings(), inbox, "DATABASE_POOL_SIZE", "20"))
                .limit(2)
                .toList();
        guest = instances.getFirst().guest();
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSystem::close);
    }

    @Test
    void endsEverySessionEverywhereWithinASecondAndSignsNobodyIn() {
        String email = "lost@example.com";
        ApiAnswer phone = guest.signUp(email);
        ApiAnswer laptop = guest.login(email, Guest.PASSWORD);
        ApiAnswer bystander = guest.signUp("bystander@example.com");
        assertThat(everywhere(phone)).containsOnly("200");
        assertThat(everywhere(laptop)).containsOnly("200");
        String token = guest.resetToken(email);
        assertThat(everywhere(laptop)).as("a link that nobody used").containsOnly("200");

        ApiAnswer answer = guest.reset(token, NEW_PASSWORD);

        assertThat(untilRefusedEverywhere(phone, laptop)).isLessThan(PROMPT);
        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(liveSessions(email)).isZero();
        for (ApiAnswer session : List.of(phone, laptop)) {
            assertThat(guest.refresh(session.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        }
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(instances.getLast().guest().login(email, NEW_PASSWORD).outcome())
                .isEqualTo("200");
        assertThat(everywhere(bystander)).containsOnly("200");
        assertThat(guest.mail(email, "password-changed").content().text()).contains("127.0.0.1");
    }

    @Test
    void usesALinkOnceHoweverManyUseItAtOnce() {
        String email = "replayed@example.com";
        guest.signUp(email);
        String token = guest.resetToken(email);

        List<String> outcomes = Concurrently.times(
                50, i -> instances.get(i % 2).guest().reset(token, chosenBy(i)).outcome());

        assertThat(Collections.frequency(outcomes, "204")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, INVALID_LINK)).isEqualTo(49);
        int winner = outcomes.indexOf("204");
        assertThat(guest.login(email, chosenBy(winner)).outcome()).isEqualTo("200");
        assertThat(guest.login(email, chosenBy((winner + 1) % 50)).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(guest.reset(token, NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        // Of those who lost, nothing is left, not even by halves.
        assertThat(audited(email, "password.reset")).isEqualTo(1);
        tables.awaitAllMailSettled();
        assertThat(inbox.to(email, "password-changed")).hasSize(1);
        assertThat(liveSessions(email)).as("the winner's sign-in").isEqualTo(1);
    }

    private static String chosenBy(int number) {
        return "the unlikely choice of racer " + number;
    }

    // ASVS 6.6.2.
    @Test
    void aNewLinkVoidsTheOneBefore() {
        String email = "impatient@example.com";
        guest.signUp(email);
        String first = guest.resetToken(email);
        String second = guest.resetToken(email);

        assertThat(guest.reset(first, NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.reset(second, NEW_PASSWORD).outcome()).isEqualTo("204");
    }

    // Whoever changed the password holds the account; a link that somebody asked for before may be in a mailbox that is
    // not theirs.
    @Test
    void aChangeOfPasswordVoidsTheLink() {
        String email = "remembered@example.com";
        ApiAnswer session = guest.signUp(email);
        String token = guest.resetToken(email);

        assertThat(guest.changePassword(session.text("accessToken"), Guest.PASSWORD, NEW_PASSWORD)
                        .outcome())
                .isEqualTo("204");

        assertThat(guest.reset(token, "another " + NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
    }

    // The link proves that somebody reads the old mailbox, which is not the account's any more.
    @Test
    void aChangeOfAddressVoidsTheLink() {
        String email = "moving@example.com";
        ApiAnswer session = guest.signUp(email);
        String code = guest.emailCode(session.text("accessToken"), "moved@example.com");
        String token = guest.resetToken(email);

        assertThat(guest.confirmEmail(session.text("accessToken"), code).outcome())
                .isEqualTo("200");

        assertThat(guest.reset(token, NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.login("moved@example.com", Guest.PASSWORD).outcome()).isEqualTo("200");
    }

    // Also by hand in the database: what the link was mailed to has to be the account's address.
    @Test
    void aChangeOfAddressBySqlVoidsTheLink() {
        String email = "moved-by-hand@example.com";
        guest.signUp(email);
        String token = guest.resetToken(email);

        tables.execute("UPDATE users SET email = 'elsewhere@example.com' WHERE email = '" + email + "'");

        assertThat(guest.reset(token, NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
    }

    @Test
    void aSuspendedUserNeitherGetsALinkNorUsesOne() {
        String email = "suspended@example.com";
        guest.signUp(email);
        String token = guest.resetToken(email);
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + email + "'");

        assertThat(guest.reset(token, NEW_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.forgot(email).outcome()).isEqualTo("202");

        tables.awaitAllMailSettled();
        assertThat(inbox.to(email, "reset-password")).hasSize(1);
        assertThat(audited(email, "password.reset-withheld")).isEqualTo(1);
        assertThat(tables.value("SELECT status FROM users WHERE email = '" + email + "'"))
                .isEqualTo("suspended");
    }

    @Test
    void aRefusedPasswordLeavesTheLink() {
        String email = "picky-person@example.com";
        ApiAnswer session = guest.signUp(email);
        String token = guest.resetToken(email);

        for (String refused : List.of("short", "passwordpassword", "Picky-Person 1 2 3 4 5")) {
            assertThat(guest.reset(token, refused).outcome()).isEqualTo("422 invalid-input");
        }
        assertThat(everywhere(session)).containsOnly("200");

        assertThat(guest.reset(token, NEW_PASSWORD).outcome()).isEqualTo("204");
    }

    // ASVS 6.4.3.
    @Test
    void leavesTheSecondFactorAsItIs() {
        String email = "two-factors@example.com";
        guest.signUp(email);
        tables.execute("UPDATE users SET two_factor_enabled = true WHERE email = '" + email + "'");

        ApiAnswer answer = guest.reset(guest.resetToken(email), NEW_PASSWORD);

        assertThat(answer.outcome()).isEqualTo("204");
        assertThat(answer.body()).isEmpty();
        assertThat(liveSessions(email)).isZero();
        assertThat(tables.value("SELECT two_factor_enabled FROM users WHERE email = '" + email + "'"))
                .isEqualTo("t");
    }

    // NIST SP 800-63B-4 §3.2.2: limits must not become a way to keep the owner out. The clients' own budgets are large
    // here, as those of a
    // stranger with many addresses are.
    @Test
    void aStrangerWhoUsesUpEveryBudgetKeepsNobodyOutOfAReset() {
        DatabaseSettings database = postgres.server().createDatabase();
        Tables theirs = new Tables(database);
        String owner = "owner@example.com";
        try (RunningSystem limited = RunningSystem.on(
                database,
                "RATE_LIMITS",
                "on",
                "RATE_LIMIT_LOGIN_PER_ACCOUNT",
                "10/1h",
                "RATE_LIMIT_REGISTER_PER_IP",
                "1000/1m")) {
            Guest stranger = limited.guest();
            limited.guest().signUp(owner);
            String strangersToken = stranger.signUp("stranger@example.com").text("accessToken");

            assertThat(untilLimited(() -> stranger.register(owner, Guest.PASSWORD)))
                    .as("registrations")
                    .isLessThan(20);
            assertThat(untilLimited(() -> stranger.changeEmail(strangersToken, owner, Guest.PASSWORD)))
                    .as("changes to the owner's address")
                    .isLessThan(20);
            theirs.execute("UPDATE users SET password_failures = 95 WHERE email = '" + owner + "'");
            assertThat(untilLimited(() -> stranger.login(owner, "not the owner's password")))
                    .as("wrong passwords")
                    .isBetween(5, 10);
            assertThat(untilLimited(() -> stranger.forgot(owner)))
                    .as("requests for a link")
                    .isBetween(1, 20);

            theirs.awaitAllMailSettled();
            assertThat(limited.inbox().to(owner, "password-disabled")).hasSize(1);
            // Mail may arrive in another order than it was written in; one of the links is the newest.
            List<String> outcomes = limited.inbox().to(owner, "reset-password").stream()
                    .map(mail -> limited.guest()
                            .reset(Inbox.token(mail), NEW_PASSWORD)
                            .outcome())
                    .toList();
            assertThat(outcomes).containsOnlyOnce("204");
            assertThat(theirs.value("SELECT password_failures FROM users WHERE email = '" + owner + "'"))
                    .isEqualTo("0");
        }
        try (RunningSystem nextHour = RunningSystem.on(database)) {
            assertThat(nextHour.guest().login(owner, NEW_PASSWORD).outcome()).isEqualTo("200");
        }
    }

    /** How often it can be done. */
    private static int untilLimited(Supplier<ApiAnswer> attempt) {
        for (int done = 0; done < 500; done++) {
            if (attempt.get().outcome().equals("429 too-many-requests")) {
                return done;
            }
        }
        throw new AssertionError("never limited");
    }

    private static List<String> everywhere(ApiAnswer session) {
        return instances.stream()
                .map(instance -> instance.callerOf(session.text("accessToken")).outcome())
                .toList();
    }

    private static Duration untilRefusedEverywhere(ApiAnswer... sessions) {
        long began = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Stream.of(sessions)
                        .flatMap(session -> everywhere(session).stream())
                        .allMatch("401 invalid-access-token"::equals));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static int liveSessions(String email) {
        return tables.count(
                "sessions s JOIN users u ON u.id = s.user_id WHERE s.ended_at IS NULL AND u.email = '" + email + "'");
    }

    private static int audited(String email, String type) {
        return tables.count("audit_events e JOIN users u ON u.id = e.user_id WHERE e.type = '" + type
                + "' AND u.email = '" + email + "'");
    }
}
