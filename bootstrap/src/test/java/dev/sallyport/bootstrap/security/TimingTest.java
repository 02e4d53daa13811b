package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever holds a watch learns no more about an address than whoever reads the answer. Measured as a stranger would: over HTTP, at the hashes'
 * real cost, the kinds of address in a random order, so that whatever else the machine does slows all of them alike; and so does what the request
 * before has left to be done, since any kind may come after any, its own included.
 *
 * <p>On a busy machine medians differ by chance. So what is too far apart is measured on: chance shrinks with the number of samples, a real
 * difference stays.
 */
@DisplayName("Whether an address has an account, by the time that it takes: ASVS 6.3.8")
final class TimingTest {
    private static final double MOST_APART = 0.05;
    private static final int SAMPLES = 200;
    private static final int TRIES = 12;
    private static final int WARM_UP = 20;
    private static final String KNOWN = "known@example.com";
    private static final String SUSPENDED = "suspended@example.com";
    private static final String WRONG = "not the password at all";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final Tables tables = new Tables(postgres.settings());
    private final AtomicInteger fresh = new AtomicInteger();
    private final Random order = new Random(42);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RunningSystem system;
    private Connection connection;
    private PreparedStatement watch;

    @BeforeEach
    void start() throws SQLException {
        connection = Sql.connect(postgres.settings());
        watch = connection.prepareStatement("SELECT EXISTS (SELECT FROM recovery_requests)"
                + " OR EXISTS (SELECT FROM mail_outbox WHERE state = 'queued')");
        system = RunningSystem.on(postgres.settings());
        if (tables.count("users") == 0) {
            system.guest().signUp(KNOWN);
            system.guest().signUp(SUSPENDED);
            tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + SUSPENDED + "'");
        }
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        http.close();
        system.close();
    }

    @Test
    void signingInTakesAsLongForEveryReasonToBeRefused() {
        assertAlike(
                "login",
                401,
                Map.of(
                        "unknown", () -> login(unknown(), WRONG),
                        "wrong password", () -> login(KNOWN, WRONG),
                        "suspended, right password", () -> login(SUSPENDED, Guest.PASSWORD),
                        "long wrong password", () -> login(KNOWN, "long ".repeat(51) + "x")));
    }

    @Test
    void askingForALinkTakesAsLongWhetherOrNotSomebodyGetsOne() {
        assertAlike(
                "password/forgot",
                202,
                Map.of(
                        "unknown", () -> Guest.json("email", unknown()),
                        "known", () -> Guest.json("email", KNOWN),
                        "suspended", () -> Guest.json("email", SUSPENDED)));
    }

    @Test
    void registeringTakesAsLongWhetherOrNotTheAddressIsTaken() {
        assertAlike(
                "register",
                202,
                Map.of(
                        "free", () -> login(unknown(), Guest.PASSWORD),
                        "taken", () -> login(KNOWN, Guest.PASSWORD),
                        "suspended", () -> login(SUSPENDED, Guest.PASSWORD)));
    }

    private static String login(String email, String password) {
        return Guest.json("email", email, "password", password);
    }

    /** An address that nobody has asked for yet, as long as the others. */
    private String unknown() {
        return "n" + (1000 + fresh.incrementAndGet()) + "@example.com";
    }

    private void assertAlike(String path, int status, Map<String, Supplier<String>> kinds) {
        Map<String, List<Long>> samples = new LinkedHashMap<>();
        kinds.keySet().stream().sorted().forEach(kind -> samples.put(kind, new ArrayList<>()));
        for (int i = 0; i < WARM_UP; i++) {
            kinds.values().forEach(body -> nanos(path, status, body.get()));
        }
        for (int round = 1; round <= TRIES; round++) {
            sample(path, status, kinds, samples);
            if (apart(samples) <= MOST_APART) {
                return;
            }
        }
        assertThat(apart(samples)).as(told(samples)).isLessThanOrEqualTo(MOST_APART);
    }

    private void sample(String path, int status, Map<String, Supplier<String>> kinds, Map<String, List<Long>> samples) {
        List<String> turn = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            turn.addAll(samples.keySet());
        }
        Collections.shuffle(turn, order);
        for (String kind : turn) {
            samples.get(kind).add(nanos(path, status, kinds.get(kind).get()));
        }
    }

    private long nanos(String path, int status, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + system.port() + "/api/v1/auth/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        awaitQuiet();
        long began = System.nanoTime();
        HttpResponse<String> response = send(request);
        long took = System.nanoTime() - began;
        assertThat(response.statusCode()).isEqualTo(status);
        return took;
    }

    /** Until the background has done with the request before: that is not the next one's doing. */
    private void awaitQuiet() {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    try (ResultSet waiting = watch.executeQuery()) {
                        return waiting.next() && !waiting.getBoolean(1);
                    }
                });
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** By what share the slowest is slower than the quickest. */
    private static double apart(Map<String, List<Long>> samples) {
        List<Long> medians =
                samples.values().stream().map(TimingTest::median).sorted().toList();
        return (double) medians.getLast() / medians.getFirst() - 1;
    }

    private static long median(List<Long> samples) {
        return samples.stream().sorted().toList().get(samples.size() / 2);
    }

    private static String told(Map<String, List<Long>> samples) {
        StringBuilder told = new StringBuilder("medians");
        samples.forEach((kind, times) -> told.append(", ")
                .append(kind)
                .append(": ")
                .append(Duration.ofNanos(median(times)).toNanos() / 1000)
                .append(" µs of ")
                .append(times.size()));
        return told.toString();
    }
}
