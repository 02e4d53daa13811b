package dev.sallyport.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.bootstrap.process.SteadyLoad.Question;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three packaged servers that share a database, a Redis and a load balancer, and are one to whoever asks. */
class ClusterIT {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final int FORGOT_BUDGET = 20;
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /** A machine with more to do may be late now and then; a way that is slow never is prompt. */
    private static final int TRIES_TO_BE_PROMPT = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String SIGNING_KEYS =
            "SELECT id::text FROM server_keys WHERE purpose = 'access-token-signing'";

    /** What a later version might add: nothing that the servers that are running know or miss. */
    private static final List<String> OF_THE_NEXT_VERSION = List.of(
            "ALTER TABLE users ADD COLUMN nickname text",
            "ALTER TABLE sessions ADD COLUMN of_the_future boolean NOT NULL DEFAULT false",
            "CREATE TABLE nicknames (user_id uuid PRIMARY KEY, nickname text)",
            "CREATE INDEX CONCURRENTLY users_by_nickname ON users (nickname)");

    @TempDir
    private static Path folder;

    private static Cluster cluster;
    private static List<String> purposesAtStart;

    /** All at once on an empty database, which one of them migrates. */
    @BeforeAll
    static void start() {
        cluster = Cluster.start(
                POSTGRES.server().createEmptyDatabase(),
                folder,
                "RATE_LIMIT_FORGOT_PER_IP",
                FORGOT_BUDGET + "/12h",
                "RATE_LIMIT_API_PER_IP",
                "100000/1s",
                "RATE_LIMIT_LOGIN",
                "10000/1m",
                "RATE_LIMIT_LOGIN_PER_ACCOUNT",
                "10000/1m",
                "RATE_LIMIT_LOGIN_PER_IP",
                "10000/1m",
                "RATE_LIMIT_REFRESH_PER_SESSION",
                "10000/1m",
                "SESSION_MAX_PER_USER",
                "1000");
        purposesAtStart = sql("SELECT purpose FROM server_keys");
    }

    /** nginx passes over a server for a while that was away when it was asked last. */
    @BeforeEach
    void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Stream.generate(() -> cluster.client().send(ApiRequest.get("/health/live")))
                                        .limit(Cluster.SIZE)
                                        .map(Cluster::servedBy)
                                        .distinct())
                        .hasSize(Cluster.SIZE));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static List<String> sql(String query) {
        return Sql.column(cluster.database(), query);
    }

    @Test
    void migratedTheEmptyDatabaseOnceAndMadeOneSetOfKeys() {
        assertThat(sql("SELECT version FROM sallyport_schema_history WHERE version IS NOT NULL"))
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates();
        assertThat(sql("SELECT success::text FROM sallyport_schema_history")).containsOnly("true");
        assertThat(purposesAtStart).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    }

    @Test
    void doesTheMainJobWithItsRequestsSpreadOverAll() throws Exception {
        List<ApiAnswer> answers = new ArrayList<>(cluster.signUp("ada@example.com"));
        ApiAnswer signedIn = cluster.client().post("/api/v1/auth/login", Cluster.credentials("ada@example.com"));
        ApiAnswer refreshed = refresh(signedIn);
        ApiAnswer me = cluster.client().send(Cluster.me(refreshed.text("accessToken")));
        ApiAnswer signedOut =
                cluster.client().post("/api/v1/auth/logout", """
                {"refreshToken": "%s"}""".formatted(refreshed.text("refreshToken")));
        answers.addAll(List.of(signedIn, refreshed, me, signedOut));

        assertThat(answers).extracting(ApiAnswer::status).containsExactly(202, 200, 200, 200, 200, 204);
        assertThat(me.text("email")).isEqualTo("ada@example.com");
        assertThat(answers.stream().map(Cluster::servedBy).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        cluster.ports().stream().map(String::valueOf).toList());
    }

    private static ApiAnswer refresh(ApiAnswer signedIn) {
        return cluster.client().post("/api/v1/auth/refresh", """
                {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")));
    }

    @Test
    void countsABudgetOnceOverAll() {
        List<ApiAnswer> answers = IntStream.range(0, Cluster.SIZE * FORGOT_BUDGET)
                .mapToObj(ClusterIT::forgot)
                .toList();

        // Redis may be late, at first and on a busy machine: then each server decides by itself, by a quarter of the
        // budget. Uncounted, all would get through.
        assertThat(answers.stream().filter(answer -> answer.status() == 202).count())
                .isBetween((long) FORGOT_BUDGET, FORGOT_BUDGET + Cluster.SIZE * FORGOT_BUDGET / 4L);
        assertThat(answers).extracting(ApiAnswer::status).containsOnly(202, 429);
        assertThat(answers.stream().map(Cluster::servedBy).distinct()).hasSize(Cluster.SIZE);
    }

    private static ApiAnswer forgot(int number) {
        return cluster.client()
                .send(ApiRequest.post("/api/v1/auth/password/forgot")
                        // Whoever asks cannot make somebody else of themselves.
                        .header("X-Forwarded-For", "203.0.113." + number)
                        .json("""
                                {"email": "nobody%d@example.com"}""".formatted(number)));
    }

    @Test
    void whoSignsOutAtOneIsOutAtAllWithinASecond() throws Exception {
        cluster.signUp("bob@example.com");
        List<ApiClient> all = cluster.directly();
        List<Duration> lags = Stream.generate(() -> untilBobIsOut(all))
                .limit(TRIES_TO_BE_PROMPT)
                .takeWhile(lag -> lag.compareTo(PROMPT) > 0)
                .toList();
        assertThat(lags).hasSizeLessThan(TRIES_TO_BE_PROMPT);
        all.forEach(ApiClient::close);
    }

    private static Duration untilBobIsOut(List<ApiClient> all) {
        ApiAnswer signedIn = all.getLast().post("/api/v1/auth/login", Cluster.credentials("bob@example.com"));
        ApiRequest me = Cluster.me(signedIn.text("accessToken"));
        assertThat(all.stream().map(server -> server.send(me).status())).containsOnly(200);

        all.getFirst().post("/api/v1/auth/logout", """
                {"refreshToken": "%s"}""".formatted(signedIn.text("refreshToken")));

        long begun = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(
                                all.stream().map(server -> server.send(me).status()))
                        .containsOnly(401));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void signsWithTheNextKeyAtAllAfterOneRotation() throws Exception {
        ApiAnswer old = cluster.signUp("carol@example.com").getLast();
        List<String> keys = sql(SIGNING_KEYS);
        try (SallyportProcess rotate = SallyportProcess.start(cluster.settings(), "keys", "rotate")) {
            assertThat(rotate.awaitExit()).as(rotate.output().toString()).isZero();
        }

        assertThat(sql(SIGNING_KEYS)).hasSize(keys.size() + 1);
        List<ApiClient> all = cluster.directly();
        String before = keyOf(old);
        await().atMost(PATIENCE).pollInterval(PROMPT).untilAsserted(() -> {
            List<String> used = all.stream()
                    .map(server -> keyOf(server.post("/api/v1/auth/login", Cluster.credentials("carol@example.com"))))
                    .distinct()
                    .toList();
            assertThat(used).hasSize(1).doesNotContain(before);
        });
        assertThat(all.stream()
                        .map(server ->
                                server.send(Cluster.me(old.text("accessToken"))).status()))
                .containsOnly(200);
        assertThat(sql(SIGNING_KEYS)).hasSize(keys.size() + 1);
        all.forEach(ApiClient::close);
    }

    private static String keyOf(ApiAnswer signedIn) {
        String header = signedIn.text("accessToken").split("\\.", 2)[0];
        String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        return json.replaceFirst(".*\"kid\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void failsNoRequestWhileOneAfterTheOtherIsRestarted() throws Exception {
        String token = cluster.signUp("dan@example.com").getLast().text("accessToken");
        try (SteadyLoad load = SteadyLoad.on(cluster.nginx().port(), 1, read(token), write())) {
            for (int number = 0; number < Cluster.SIZE; number++) {
                int port = cluster.ports().get(number);
                awaitMore(load);
                cluster.nginx().takeOut(Set.of(port));
                cluster.server(number).terminate();
                assertThat(cluster.server(number).awaitExit()).isZero();
                cluster.restart(number);
                cluster.nginx().takeOut(Set.of());
            }
            awaitMore(load);

            assertThat(load.end()).isEmpty();
        }
        assertThat(Stream.generate(() -> Cluster.servedBy(cluster.client().send(Cluster.me(token))))
                        .limit(Cluster.SIZE)
                        .distinct())
                .hasSize(Cluster.SIZE);
    }

    @Test
    void failsNoReadWhenOneIsKilled() throws Exception {
        String token = cluster.signUp("eve@example.com").getLast().text("accessToken");
        try (SteadyLoad load = SteadyLoad.on(cluster.nginx().port(), 2, read(token))) {
            awaitMore(load);
            cluster.server(1).kill();
            cluster.server(1).awaitExit();
            awaitMore(load);
            cluster.restart(1);

            assertThat(load.end()).isEmpty();
        }
    }

    @Test
    void failsNoRequestWhileTheSchemaGrows() throws Exception {
        String token = cluster.signUp("fay@example.com").getLast().text("accessToken");
        try (SteadyLoad load = SteadyLoad.on(cluster.nginx().port(), 1, read(token), write())) {
            for (String statement : OF_THE_NEXT_VERSION) {
                awaitMore(load);
                Sql.execute(cluster.database(), statement);
            }
            awaitMore(load);

            assertThat(load.end()).isEmpty();
        }
        assertThat(cluster.signUp("gus@example.com"))
                .extracting(ApiAnswer::status)
                .containsExactly(202, 200);
    }

    private static void awaitMore(SteadyLoad load) {
        int before = load.answered();
        await().atMost(PATIENCE).until(() -> load.answered() > before + 30);
    }

    private static Question read(String token) {
        return new Question("GET", "/api/v1/me", "Authorization: Bearer " + token + "\r\n", "", 200);
    }

    /** One that writes, into the audit trail, and must not be asked twice. It costs no hash. */
    private static Question write() {
        return new Question("POST", "/api/v1/auth/verify-email", "Content-Type: application/json\r\n", """
                {"registrationId": "01890a5d-ac96-774b-bcce-b302099a8057", "code": "12345678"}""", 401);
    }
}
