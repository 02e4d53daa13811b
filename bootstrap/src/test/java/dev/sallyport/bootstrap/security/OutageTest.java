package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.BuiltInRolesForTests;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While the database is away nobody is told that their password is wrong, and nobody is let in. */
@DisplayName("Without the database: ASVS 16.5.2, 16.5.3, 2.3.3")
final class OutageTest {
    private static final String ADA = "ada@example.com";

    /** A second for the pool to give up, the rest for a busy machine. */
    private static final Duration FAST = Duration.ofSeconds(3);

    /** Five for the driver, where a connection was in use just before, and the same besides. */
    private static final Duration BLACK_HOLED = Duration.ofSeconds(8);

    private static final int STRANGERS = 3;

    private static final Duration RECOVERED = Duration.ofSeconds(10);

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private DatabaseProxy wire;
    private RunningSystem system;
    private Guest guest;

    @BeforeEach
    void start() {
        tables.execute(
                "SET session_replication_role = replica; TRUNCATE " + String.join(", ", Sql.tables(postgres.settings()))
                        + "; " + BuiltInRolesForTests.INSERTS + "INSERT INTO audit_sealing DEFAULT VALUES");
        wire = DatabaseProxy.before(postgres.settings());
        system = RunningSystem.on(wire.settings());
        guest = system.guest();
    }

    @AfterEach
    void stop() throws IOException {
        wire.restore();
        system.close();
        wire.close();
    }

    @Test
    void whateverNeedsTheDatabaseAnswers503AndNothingElse() {
        Map<String, Supplier<ApiAnswer>> requests = whatNeedsTheDatabase();
        List<String> before = tables.all();

        wire.cut();
        Map<String, Timed> answers = allAtOnce(requests);

        assertThat(answers).allSatisfy((what, timed) -> {
            assertUnavailable(timed.answer());
            assertThat(timed.took()).as(what).isLessThan(FAST);
        });
        assertThat(tables.all()).isEqualTo(before);
        wire.restore();
        Awaitility.await()
                .atMost(RECOVERED)
                .untilAsserted(() ->
                        assertThat(guest.login(ADA, Guest.PASSWORD).outcome()).isEqualTo("200"));
        // Nothing was used up: every one of them can be repeated.
        assertThat(requests.get("verify by code").get().outcome()).isEqualTo("200");
        assertThat(requests.get("verify by link").get().outcome()).isEqualTo("200");
        assertThat(requests.get("GET /me").get().outcome()).isEqualTo("200");
        assertThat(requests.get("refresh").get().outcome()).isEqualTo("200");
        assertThat(requests.get("logout").get().outcome()).isEqualTo("204");
    }

    @Test
    void aDatabaseThatHasVanishedFromTheNetworkIsNoMoreThanAnOutage() {
        Map<String, Supplier<ApiAnswer>> requests = whatNeedsTheDatabase();

        wire.silence();
        Map<String, Timed> answers = allAtOnce(requests);
        // Those that were told so have thrown their connections away, so whoever comes now is told at once.
        Map<String, Timed> later = allAtOnce(requests);

        assertThat(answers).allSatisfy((what, timed) -> {
            assertUnavailable(timed.answer());
            assertThat(timed.took()).as(what).isLessThan(BLACK_HOLED);
        });
        assertThat(later).allSatisfy((what, timed) -> {
            assertUnavailable(timed.answer());
            assertThat(timed.took()).as(what).isLessThan(FAST);
        });
        wire.restore();
        Awaitility.await()
                .atMost(RECOVERED)
                .untilAsserted(() ->
                        assertThat(guest.login(ADA, Guest.PASSWORD).outcome()).isEqualTo("200"));
    }

    @Test
    void forgedAndAbsentTokensAreStillRefused() {
        wire.cut();

        assertThat(guest.send(ApiRequest.get("/api/v1/me")).outcome()).isEqualTo("401 not-signed-in");
        assertThat(guest.me("forged").outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.refresh("forged").outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.logout("forged").outcome()).isEqualTo("401 invalid-refresh-token");
        assertThat(guest.register("ada@example.com", "short").outcome()).isEqualTo("422 invalid-input");
        assertThat(guest.send(ApiRequest.get("/.well-known/jwks.json")).outcome())
                .isEqualTo("200");
    }

    @Test
    void itIsAliveButNotReadyAndBecomesReadyByItself() {
        assertThat(guest.send(ApiRequest.get("/health/ready")).status()).isEqualTo(200);

        wire.cut();
        assertThat(guest.send(ApiRequest.get("/health/live")).status()).isEqualTo(200);
        assertThat(guest.send(ApiRequest.get("/health/ready")).status()).isEqualTo(503);

        wire.restore();
        Awaitility.await()
                .atMost(RECOVERED)
                .until(() -> guest.send(ApiRequest.get("/health/ready")).status() == 200);
    }

    // ASVS 2.3.3: what belongs together is there together or not at all, wherever the wire is cut.
    @Test
    void nothingIsHalfWrittenHoweverOftenTheWireIsCut() {
        guest.signUp(ADA);
        String proven =
                tables.value("SELECT details->>'registrationId' FROM audit_events WHERE type = 'registration.started'");
        ConcurrentLinkedQueue<ApiAnswer> answers = new ConcurrentLinkedQueue<>();
        Semaphore answered = new Semaphore(0);

        Concurrently.times(STRANGERS + 1, number -> {
            if (number == STRANGERS) {
                cutAndRestore(answered);
                return number;
            }
            for (int i = 0; i < 4; i++) {
                answers.add(guest.login(ADA, Guest.PASSWORD));
                answered.release();
                answers.add(guest.register("half-" + number + "-" + i + "@example.com", Guest.PASSWORD));
                answered.release();
            }
            return number;
        });
        Awaitility.await()
                .atMost(RECOVERED)
                .untilAsserted(() ->
                        assertThat(guest.login(ADA, Guest.PASSWORD).outcome()).isEqualTo("200"));

        assertThat(answers).extracting(ApiAnswer::outcome).isSubsetOf("200", "202", "503 service-unavailable");
        long signedIn =
                answers.stream().filter(answer -> answer.status() == 200).count();
        long registered =
                answers.stream().filter(answer -> answer.status() == 202).count();
        // Besides those in the storm, one session by signing up and one after it. An answer may be lost, a session that
        // was answered not.
        assertThat(tables.count("sessions")).isGreaterThanOrEqualTo((int) signedIn + 2);
        assertThat(tables.values("SELECT id::text FROM sessions ORDER BY 1"))
                .isEqualTo(tables.values("SELECT details->>'sessionId' FROM audit_events"
                        + " WHERE type = 'sign-in.succeeded' ORDER BY 1"));
        assertThat(tables.count("pending_registrations")).isGreaterThanOrEqualTo((int) registered);
        assertThat(tables.values("SELECT id::text FROM pending_registrations ORDER BY 1"))
                .isEqualTo(tables.values("SELECT details->>'registrationId' FROM audit_events"
                        + " WHERE type = 'registration.started' AND details->>'registrationId' <> '" + proven
                        + "' ORDER BY 1"));
        assertThat(tables.count("mail_outbox"))
                .isEqualTo(tables.count("audit_events WHERE type = 'registration.started'"));
    }

    /** Cuts the wire whenever a few have been answered, until the first notices. */
    private void cutAndRestore(Semaphore answered) {
        for (int cuts = 0; cuts < 5; cuts++) {
            answered.acquireUninterruptibly(3);
            wire.cut();
            answered.acquireUninterruptibly();
            wire.restore();
        }
    }

    private Map<String, Supplier<ApiAnswer>> whatNeedsTheDatabase() {
        ApiAnswer tokens = guest.signUp(ADA);
        ApiAnswer others = guest.login(ADA, Guest.PASSWORD);
        Pending byCode = guest.pending("by-code@example.com");
        Pending byLink = guest.pending("by-link@example.com");
        tables.awaitAllMailSettled();
        Map<String, Supplier<ApiAnswer>> requests = new LinkedHashMap<>();
        requests.put("register", () -> guest.register("new@example.com", Guest.PASSWORD));
        requests.put("resend", () -> guest.resend(byCode.id()));
        requests.put("verify by code", () -> guest.verifyByCode(byCode.id(), byCode.code()));
        requests.put("verify by link", () -> guest.verifyByLink(byLink.token(), Guest.PASSWORD));
        requests.put("login", () -> guest.login(ADA, Guest.PASSWORD));
        requests.put("login with a wrong password", () -> guest.login(ADA, "not the password"));
        requests.put("login with an unknown address", () -> guest.login("nobody@example.com", "not the password"));
        requests.put("refresh", () -> guest.refresh(tokens.text("refreshToken")));
        requests.put("GET /me", () -> guest.me(tokens.text("accessToken")));
        requests.put(
                "PATCH /me", () -> guest.changeMe(tokens.text("accessToken"), Guest.json("displayName", "Somebody")));
        requests.put("logout", () -> guest.logout(others.text("refreshToken")));
        requests.put("logout by bearer", () -> guest.logoutByBearer(others.text("accessToken")));
        return requests;
    }

    private record Timed(ApiAnswer answer, Duration took) {}

    private static Map<String, Timed> allAtOnce(Map<String, Supplier<ApiAnswer>> requests) {
        List<Map.Entry<String, Supplier<ApiAnswer>>> entries = List.copyOf(requests.entrySet());
        List<Timed> timed = Concurrently.times(entries.size(), i -> {
            long began = System.nanoTime();
            ApiAnswer answer = entries.get(i).getValue().get();
            return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
        });
        Map<String, Timed> answers = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            answers.put(entries.get(i).getKey(), timed.get(i));
        }
        return answers;
    }

    private static void assertUnavailable(ApiAnswer answer) {
        assertThat(answer.outcome()).isEqualTo("503 service-unavailable");
        assertThat(answer.header("Retry-After")).get().asString().matches("[1-9][0-9]?");
    }
}
