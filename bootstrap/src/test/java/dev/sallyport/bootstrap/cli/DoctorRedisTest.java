package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.ratelimit.testing.RedisProcess;
import dev.sallyport.ratelimit.testing.TlsFront;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator is told of Redis, with real ones of all sorts. */
class DoctorRedisTest {
    private static List<String> lines(String... settings) {
        DatabaseSettings unused =
                new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/unused?sslmode=disable", "us", "it", 2);
        Configuration configuration = Configuration.parse(Settings.on(unused, settings));
        List<Finding> findings = new ArrayList<>();
        new RedisCheck(configuration.rateLimits()).run(findings::add);
        return findings.stream().map(Finding::line).toList();
    }

    private static List<String> redis(String url) {
        return lines("RATE_LIMIT_STORE", "redis", "REDIS_URL", url);
    }

    @Test
    void findsThatAllIsWellAndLeavesNothingBehind() {
        try (RedisProcess redis = RedisProcess.start()) {
            assertThat(redis(redis.url()))
                    .satisfiesExactly(
                            name -> assertThat(name).isEqualTo("ok       Redis name: 127.0.0.1 is 127.0.0.1."),
                            works -> assertThat(works)
                                    .matches("ok       Redis: it lets us in, and runs our script in [0-9.]+ ms\\."),
                            tls -> assertThat(tls).isEqualTo("ok       Redis TLS: none, on this machine alone."),
                            version -> assertThat(version).matches("ok       Redis version: [0-9.]+\\."),
                            memory -> assertThat(memory)
                                    .isEqualTo("ok       Redis memory: no budget is forgotten before its time."));
        }
    }

    @Test
    void looksForNoneWhereThereIsNone() {
        assertThat(lines()).containsExactly("ok       Redis: none, since RATE_LIMIT_STORE is memory.");
        assertThat(lines("RATE_LIMITS", "off", "RATE_LIMIT_STORE", "redis", "REDIS_URL", "redis://redis"))
                .containsExactly("ok       Redis: none, since RATE_LIMITS is off.");
    }

    @Test
    void warnsOfARedisThatForgets() {
        try (RedisProcess redis = RedisProcess.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
            assertThat(redis(redis.url()))
                    .last()
                    .asString()
                    .startsWith("warning  Redis memory: maxmemory-policy is allkeys-lru: ");
        }
    }

    @Test
    void tellsThatNobodyListens() {
        int port = RedisProcess.freePort();

        assertThat(redis("redis://127.0.0.1:" + port))
                .last()
                .asString()
                .startsWith("FAILED   Redis: nobody listens at 127.0.0.1:" + port + ". Check REDIS_URL");
        assertThat(redis("redis-sentinel://127.0.0.1:" + port + "?master=budgets"))
                .last()
                .asString()
                .startsWith("FAILED   Redis: no sentinel listens at 127.0.0.1:" + port + ".");
    }

    @Test
    void tellsThatThereIsNoSuchServer() {
        assertThat(redis("redis://redis.invalid"))
                .containsExactly(
                        "FAILED   Redis name: there is no redis.invalid as far as this machine knows. Check REDIS_URL, and this machine's DNS.");
    }

    @Test
    void tellsThatItDoesNotAnswer() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.hang();
            assertThat(redis(redis.url()))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis: 127.0.0.1:" + redis.port() + " does not answer.");
            redis.goOn();
        }
    }

    @ParameterizedTest
    @CsvSource({"redis://127.0.0.1:%d", "redis://:hunter2@127.0.0.1:%d", "redis://ada:hunter2@127.0.0.1:%d"})
    void tellsThatItDoesNotLetUsIn(String url) {
        try (RedisProcess redis = RedisProcess.start("--requirepass", "swordfish")) {
            assertThat(redis(String.format(url, redis.port())))
                    .noneMatch(line -> line.contains("hunter2"))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis sign-in: it does not let us in (\"")
                    .endsWith("\"). Check user and password in REDIS_URL.");
        }
    }

    @Test
    void tellsWhatOurUserMayNotDo() {
        try (RedisProcess redis = RedisProcess.start(
                "--user", "ada", "on", ">hunter2", "~sallyport:limit:*", "+eval", "+evalsha", "+time", "+ping")) {
            assertThat(redis("redis://ada:hunter2@127.0.0.1:" + redis.port()))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis sign-in: our user may not do what has to be done (\"")
                    .endsWith("\"). Allow it the commands that docs/features/redis.md lists.");
        }
    }

    @Test
    void doesWithoutInfo() {
        try (RedisProcess redis = RedisProcess.start("--user", "ada", "on", ">hunter2", "~*", "+@all", "-info")) {
            assertThat(redis("redis://ada:hunter2@127.0.0.1:" + redis.port()))
                    .last()
                    .asString()
                    .isEqualTo("ok       Redis version: it may not be asked, since our user is not allowed INFO.");
        }
    }

    @Test
    void tellsWhatIsWrongWithACertificate() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsFront front = TlsFront.of(redis, "localhost")) {
            assertThat(redis("rediss://localhost:" + front.port()))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis TLS: no encrypted connection (\"")
                    .contains("unable to find valid certification path", "trust store");
        }
    }

    @Test
    void tellsThatItIsAReplica() {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess replica =
                        RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
            assertThat(redis(replica.url()))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis: it is a replica, to which nothing can be written.");
        }
    }

    @Test
    void tellsAClusterFromWhatIsNone() {
        try (RedisProcess single = RedisProcess.start();
                RedisProcess node = RedisProcess.start("--cluster-enabled", "yes")) {
            assertThat(redis("redis-cluster://127.0.0.1:" + single.port()))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis: it is not part of a cluster.");
            assertThat(redis(node.url())).last().asString().startsWith("FAILED   Redis: it is part of a cluster.");
        }
    }

    @Test
    void tellsThatTheSentinelsKnowNoSuchMaster() {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess sentinel = RedisProcess.startSentinel("budgets", master)) {
            assertThat(redis("redis-sentinel://127.0.0.1:" + sentinel.port() + "?master=other"))
                    .last()
                    .asString()
                    .startsWith("FAILED   Redis: the sentinels do not know the master in REDIS_URL.");
            assertThat(redis("redis-sentinel://127.0.0.1:" + sentinel.port() + "?master=budgets"))
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
