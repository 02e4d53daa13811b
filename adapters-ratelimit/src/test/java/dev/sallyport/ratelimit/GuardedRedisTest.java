package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.redis.RedisAddress;
import dev.sallyport.ratelimit.redis.RedisListener;
import dev.sallyport.ratelimit.redis.RedisNode;
import dev.sallyport.ratelimit.redis.RedisPatience;
import dev.sallyport.ratelimit.redis.RedisRateLimits;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A real Redis that is not there, dies, hangs, comes back, forgets, or has become a replica. */
class GuardedRedisTest {
    private static final int CAPACITY = 20;
    private static final int LOCAL_CAPACITY = 5;
    private static final Map<Limit, Rate> RATES = Map.of(
            Limit.LOGIN,
            new Rate(CAPACITY, Duration.ofDays(1)),
            Limit.API_PER_IP,
            new Rate(1_000, Duration.ofMinutes(1)));
    private static final List<Charge> ADA = List.of(new Charge(Limit.LOGIN, "ada"));

    /** What a request may lose, and what a busy machine may add to it. */
    private static final Duration LITTLE = Duration.ofMillis(50 + 400);

    /** So long that Redis is not late, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration RECOVERED = Duration.ofSeconds(10);

    private final RedisProcess redis = RedisProcess.start();
    private final Changes changes = new Changes();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
        redis.close();
    }

    private GuardedRateLimits guarded(RateLimits otherwise, Duration longestCall) {
        RedisAddress address = new RedisAddress(
                new RedisAddress.Layout.Single(new RedisNode("127.0.0.1", redis.port())), false, null, null, 0);
        RedisRateLimits store = new RedisRateLimits(
                address,
                new RedisPatience(GuardedRateLimits.LONGEST_CONNECT, longestCall),
                RATES,
                new FakeSecretDigests(),
                RedisListener.none());
        opened.add(store);
        GuardedRateLimits guarded = GuardedRateLimits.start(
                store, otherwise, new Charge(Limit.API_PER_IP, "probe"), changes, Clock.systemUTC(), longestCall);
        opened.add(guarded);
        return guarded;
    }

    private GuardedRateLimits guarded(Duration longestCall) {
        return guarded(LocalRateLimits.stricter(RATES, Clock.systemUTC(), 1_000), longestCall);
    }

    private GuardedRateLimits guarded() {
        return guarded(PATIENCE);
    }

    /** How many of so many tries are allowed; none of them takes long. */
    private int allowed(RateLimits limits, int tries) {
        return (int) IntStream.range(0, tries).filter(i -> isAllowed(limits)).count();
    }

    private boolean isAllowed(RateLimits limits) {
        long begun = System.nanoTime();
        try {
            return limits.take(ADA) instanceof Decision.Allowed;
        } finally {
            waits.add(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void assertNobodyLostMuch() {
        assertThat(waits).isNotEmpty().allSatisfy(wait -> assertThat(wait).isLessThan(LITTLE));
    }

    private static void awaitAnswering(GuardedRateLimits guarded) {
        await().atMost(RECOVERED).until(guarded::isAnswering);
    }

    private void assertOneOutage() {
        assertThat(changes.heard()).hasSize(2);
        assertThat(changes.heard().getFirst()).startsWith("opened: ");
        assertThat(changes.heard().getLast()).isEqualTo("closed");
    }

    private void awaitOpened() {
        await().atMost(RECOVERED).until(() -> !changes.heard().isEmpty());
    }

    @Test
    void beginsWithoutRedisAndUsesItOnceItIsThere() {
        redis.kill();
        GuardedRateLimits guarded = guarded();

        assertThat(allowed(guarded, 30)).isEqualTo(LOCAL_CAPACITY);
        assertThat(changes.heard()).hasSize(1).first().asString().contains("redis is unavailable");

        redis.restart();
        awaitAnswering(guarded);

        assertThat(allowed(guarded, 30)).isEqualTo(CAPACITY);
        assertOneOutage();
        assertNobodyLostMuch();
    }

    @Test
    void keepsLimitsWhileRedisIsKilledAndStartedAgain() {
        GuardedRateLimits guarded = guarded();
        assertThat(allowed(guarded, 10)).isEqualTo(10);

        redis.kill();
        assertThat(allowed(guarded, 30)).isEqualTo(LOCAL_CAPACITY);
        awaitOpened();
        redis.restart();
        awaitAnswering(guarded);

        // It came back empty.
        assertThat(allowed(guarded, 30)).isEqualTo(CAPACITY);
        assertOneOutage();
        assertNobodyLostMuch();
    }

    @Test
    void keepsLimitsWhileRedisHangsAndGoesOn() {
        GuardedRateLimits guarded = guarded(GuardedRateLimits.LONGEST_CALL);
        int before = allowed(guarded, 10);
        assertThat(before).isPositive();

        redis.hang();
        long atOnce = Concurrently.times(100, i -> isAllowed(guarded)).stream()
                .filter(allowed -> allowed)
                .count();
        assertThat(atOnce).isLessThanOrEqualTo(LOCAL_CAPACITY);
        assertThat(allowed(guarded, 1_000)).isZero();
        awaitOpened();
        redis.goOn();
        awaitAnswering(guarded);

        // Of those that were given up some may have been taken.
        int after = allowed(guarded, 30);
        assertThat(before + atOnce + after).isLessThanOrEqualTo(CAPACITY + LOCAL_CAPACITY);
        assertThat(changes.heard().getFirst()).startsWith("opened: ");
        assertThat(changes.heard().getLast()).isEqualTo("closed");
        assertNobodyLostMuch();
    }

    @Test
    void deniesWhileRedisHangsIfToldTo() {
        GuardedRateLimits guarded = guarded(new Denying("redis"), GuardedRateLimits.LONGEST_CALL);
        redis.hang();

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> isAllowed(guarded))
                    .isInstanceOfSatisfying(
                            ServiceUnavailable.class,
                            outage -> assertThat(outage.dependency()).isEqualTo("redis"));
        }
        awaitOpened();
        redis.goOn();

        await().atMost(RECOVERED).ignoreExceptions().until(() -> isAllowed(guarded));
        assertThat(changes.heard().getLast()).isEqualTo("closed");
        assertNobodyLostMuch();
    }

    @Test
    void beginsAnewWhenRedisForgetsEverything() {
        GuardedRateLimits guarded = guarded();
        assertThat(allowed(guarded, 30)).isEqualTo(CAPACITY);

        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.flushAll();
            jedis.scriptFlush();
        }

        assertThat(allowed(guarded, 30)).isEqualTo(CAPACITY);
        assertThat(changes.heard()).isEmpty();
        assertNobodyLostMuch();
    }

    @Test
    void doesWithoutARedisThatHasBecomeAReplica() {
        GuardedRateLimits guarded = guarded();
        assertThat(allowed(guarded, 10)).isEqualTo(10);

        try (RedisProcess master = RedisProcess.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.replicaof("127.0.0.1", master.port());
            assertThat(allowed(guarded, 30)).isEqualTo(LOCAL_CAPACITY);
            awaitOpened();
            jedis.replicaofNoOne();
        }
        awaitAnswering(guarded);

        assertThat(allowed(guarded, 5)).isEqualTo(5);
        assertOneOutage();
        assertNobodyLostMuch();
    }
}
