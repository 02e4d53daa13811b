package dev.sallyport.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.application.testing.RateLimitsContract;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets on a cluster of three, where those of one call lie on several nodes. */
class RedisClusterTest extends RateLimitsContract {
    private static final int SLOTS = 16_384;
    private static final int NODES = 3;
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Enough subjects to be on every node. */
    private static final List<Charge> MANY = IntStream.range(0, 24)
            .mapToObj(i -> new Charge(Limit.LOGIN, "subject " + i))
            .toList();

    private static List<RedisProcess> nodes = List.of();
    private static List<Budgets> parts = List.of();

    private final RecordedCalls calls = new RecordedCalls();
    private final List<RedisRateLimits> opened = new ArrayList<>();

    @BeforeAll
    static void form() {
        nodes = Stream.generate(() -> RedisProcess.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
                .limit(NODES)
                .toList();
        parts = nodes.stream().map(node -> new Budgets(node.port())).toList();
        for (int i = 0; i < NODES; i++) {
            parts.get(i)
                    .jedis()
                    .clusterAddSlots(IntStream.range(i * SLOTS / NODES, (i + 1) * SLOTS / NODES)
                            .toArray());
            parts.getFirst().jedis().clusterMeet("127.0.0.1", nodes.get(i).port());
        }
        await().atMost(LONG)
                .until(() -> parts.stream()
                        .allMatch(part -> part.jedis().clusterInfo().contains("cluster_state:ok")
                                && part.jedis().clusterInfo().contains("cluster_known_nodes:" + NODES)));
    }

    @AfterAll
    static void dissolve() {
        parts.forEach(Budgets::close);
        nodes.forEach(RedisProcess::close);
    }

    @BeforeEach
    void empty() {
        parts.forEach(part -> part.jedis().flushAll());
    }

    @AfterEach
    void close() {
        opened.forEach(RedisRateLimits::close);
    }

    @Override
    protected RateLimits rateLimits(Map<Limit, Rate> rates) {
        return open(rates, LONG);
    }

    /** Meets one node first, which names the others. */
    private RedisRateLimits open(Map<Limit, Rate> rates, Duration patience) {
        RedisNode seed = new RedisNode("127.0.0.1", nodes.getFirst().port());
        RedisRateLimits limits = new RedisRateLimits(
                new RedisAddress(new RedisAddress.Layout.Cluster(List.of(seed)), false, null, null, 0),
                new RedisPatience(patience, patience),
                rates,
                new FakeSecretDigests(),
                calls);
        opened.add(limits);
        return limits;
    }

    @Override
    protected void advance(Duration duration) {
        parts.forEach(part -> part.advance(duration));
    }

    private static long keys() {
        return parts.stream().mapToLong(part -> part.keys().size()).sum();
    }

    @Test
    void takesFromBudgetsOnEveryNodeAndTellsOfThemInOrder() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(5, Duration.ofHours(1))));
        limits.take(MANY.subList(0, 1));

        Decision decision = limits.take(MANY);

        assertThat(decision).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.budgets()).hasSize(MANY.size());
            assertThat(allowed.budgets().getFirst().remaining()).isEqualTo(3);
            assertThat(allowed.budgets().subList(1, MANY.size()))
                    .extracting(Budget::remaining)
                    .containsOnly(4L);
        });
        assertThat(parts).allMatch(part -> !part.keys().isEmpty());
        limits.giveBack(MANY);
        assertThat(keys()).isEqualTo(1);
        limits.giveBack(MANY.subList(0, 1));
        assertThat(keys()).isZero();
    }

    @Test
    void givesBackWhatTheOthersTookIfOneRefuses() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(1, Duration.ofHours(1))));
        limits.take(MANY.subList(7, 8));

        assertThat(limits.take(MANY)).isInstanceOf(Decision.Limited.class);

        assertThat(keys()).isEqualTo(1);
        assertThat(calls.failed()).isEmpty();
    }

    @Test
    void admitsExactlyTheBudgetHoweverManyAskAtOnce() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(20, Duration.ofHours(10))));
        List<Charge> four = MANY.subList(0, 4);

        var decisions = Concurrently.times(100, i -> limits.take(four));

        // While one has what it will give back, another may be refused; afterwards all of that is there again.
        long allowed =
                decisions.stream().filter(Decision.Allowed.class::isInstance).count();
        while (limits.take(four) instanceof Decision.Allowed) {
            allowed++;
        }
        assertThat(allowed).isEqualTo(20);
    }

    @Test
    void isUnavailableWhileANodeHangsAndGivesBackWhatTheOthersTook() {
        RedisRateLimits limits = open(Map.of(Limit.LOGIN, new Rate(9, Duration.ofHours(1))), Duration.ofMillis(500));
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(ServiceUnavailable.class)
                .until(() -> takes(limits));
        limits.giveBack(MANY);
        Budgets healthy = parts.getFirst();
        long before = healthy.calls("set");

        nodes.getLast().hang();
        try {
            assertThatThrownBy(() -> limits.take(MANY)).isInstanceOf(ServiceUnavailable.class);
            assertThat(healthy.calls("set")).isGreaterThan(before);
            assertThat(healthy.keys()).isEmpty();
        } finally {
            nodes.getLast().goOn();
        }

        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(ServiceUnavailable.class)
                .until(() -> takes(limits));
    }

    private static boolean takes(RateLimits limits) {
        return limits.take(MANY) instanceof Decision.Allowed;
    }
}
