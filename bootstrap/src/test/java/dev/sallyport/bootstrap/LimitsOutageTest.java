package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.background.Outage;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** While Redis is away limits hold, answers come as fast as ever, and afterwards everything is as before. */
class LimitsOutageTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String EMAIL = "ada@example.com";
    private static final String PASSWORD = "correct horse battery staple";

    /** Sign-ins that are allowed to one account and client, in Redis, and without it: a quarter. */
    private static final int LOGINS = 12;

    private static final int LOCAL_LOGINS = 3;

    /** What a request may lose by Redis, and what it takes besides on a very busy machine. */
    private static final Duration FAST = Duration.ofMillis(50 + 2_000);

    private static final Duration RECOVERED = Duration.ofSeconds(10);

    private final RedisProcess redis = RedisProcess.start();
    private final FakeMailTransport mail = new FakeMailTransport();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
    private @Nullable SallyportSystem system;
    private @Nullable Server server;
    private @Nullable ApiClient client;

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        for (AutoCloseable opened : new @Nullable AutoCloseable[] {client, server, system}) {
            if (opened != null) {
                close(opened);
            }
        }
        logger.detachAppender(log);
        logger.setLevel(null);
        redis.close();
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private ApiClient start(String onFailure) {
        Configuration configuration = Configuration.parse(Settings.on(
                POSTGRES.server().createDatabase(),
                "RATE_LIMIT_STORE",
                "redis",
                "REDIS_URL",
                redis.url(),
                "RATE_LIMIT_ON_STORE_FAILURE",
                onFailure,
                "RATE_LIMIT_LOGIN",
                LOGINS + "/1h"));
        system = SallyportSystem.start(configuration, mail);
        server = Server.start(configuration, system, List.of());
        client = new ApiClient(URI.create(server.url()).getPort());
        return client;
    }

    private static ApiAnswer login(ApiClient api, String password) {
        return api.post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(EMAIL, password));
    }

    /** The outcomes of so many tries to guess the password. */
    private static List<String> guesses(ApiClient api, int tries) {
        return IntStream.range(0, tries)
                .mapToObj(i -> login(api, "guess number " + i).outcome())
                .toList();
    }

    private String signUp(ApiClient api) {
        String registration = api.post("/api/v1/auth/register", """
                {"email": "%s", "password": "%s"}""".formatted(EMAIL, PASSWORD))
                .text("registrationId");
        return api.post("/api/v1/auth/verify-email", """
                {"registrationId": "%s", "code": "%s"}""".formatted(registration, MailBag.codeFor(EMAIL, mail)))
                .text("accessToken");
    }

    private static String redisIs(ApiClient api) {
        ApiAnswer ready = api.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        return ready.json().at("/dependencies/redis").asText();
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("keeping rate limits in Redis"))
                .toList();
    }

    private static <T> T fast(Supplier<T> request) {
        long begun = System.nanoTime();
        T answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FAST);
        return answer;
    }

    private long budgetsInRedis() {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            return jedis.dbSize();
        }
    }

    /** How many passwords were really tried. */
    private static long tried(List<String> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.startsWith("401")).count();
    }

    private static void awaitRedis(ApiClient api) {
        await().atMost(RECOVERED).until(() -> redisIs(api).equals("up"));
    }

    private static void awaitSignIn(ApiClient api) {
        await().atMost(RECOVERED).until(() -> login(api, PASSWORD).status() == 200);
    }

    /** On a very busy machine Redis may have been late once more. */
    private void assertOneLineForEachChange() {
        await().atMost(RECOVERED).until(() -> logged().getLast().endsWith("works again"));
        List<String> lines = logged();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith("keeping rate limits in Redis " + (i % 2 == 0 ? "does not work: " : "works again"));
        }
    }

    @Test
    void startsWithoutRedisLimitsByItselfAndUsesItOnceItIsThere() {
        redis.kill();
        ApiClient api = start("local");
        signUp(api);

        assertThat(redisIs(api)).isEqualTo("down");
        assertThat(login(api, PASSWORD).status()).isEqualTo(200);
        assertThat(guesses(api, LOCAL_LOGINS + 1))
                .containsExactly(
                        "401 invalid-credentials",
                        "401 invalid-credentials",
                        "401 invalid-credentials",
                        "429 too-many-requests");

        redis.restart();
        awaitRedis(api);

        awaitSignIn(api);
        assertThat(budgetsInRedis()).isPositive();
        assertThat(logged().getFirst())
                .startsWith("keeping rate limits in Redis does not work: redis is unavailable (")
                .contains("meanwhile each instance counts for itself, more strictly");
        assertOneLineForEachChange();
    }

    @Test
    void answersAsFastAsEverWhileRedisHangs() {
        ApiClient api = start("local");
        String token = signUp(api);
        awaitRedis(api);
        long before = tried(guesses(api, 5));

        redis.hang();

        for (int i = 0; i < 5; i++) {
            assertThat(fast(() -> api.send(ApiRequest.get("/api/v1/me").bearer(token)))
                            .status())
                    .isEqualTo(200);
        }
        long meanwhile = tried(guesses(api, 10));
        assertThat(meanwhile).isLessThanOrEqualTo(LOCAL_LOGINS);
        for (int i = 0; i < 5; i++) {
            assertThat(fast(() -> login(api, PASSWORD)).outcome()).isEqualTo("429 too-many-requests");
        }
        assertThat(redisIs(api)).isEqualTo("down");
        redis.goOn();
        awaitRedis(api);

        awaitSignIn(api);
        // Redis remembers those from before.
        assertThat(before + meanwhile + tried(guesses(api, LOGINS))).isLessThanOrEqualTo(LOGINS + LOCAL_LOGINS);
        assertOneLineForEachChange();
    }

    @Test
    void deniesInsteadIfToldToAndWorksAgainByItself() {
        ApiClient api = start("deny");
        awaitRedis(api);

        redis.kill();

        ApiAnswer refused = fast(() -> login(api, PASSWORD));
        assertThat(refused.outcome()).isEqualTo("503 service-unavailable");
        assertThat(refused.header("Retry-After")).contains("1");
        await().atMost(RECOVERED).until(() -> !logged().isEmpty());
        assertThat(logged().getFirst()).contains("meanwhile whatever is limited is answered 503");
        redis.restart();
        awaitRedis(api);
        await().atMost(RECOVERED).until(() -> login(api, PASSWORD).outcome().equals("401 invalid-credentials"));
        assertOneLineForEachChange();
    }
}
