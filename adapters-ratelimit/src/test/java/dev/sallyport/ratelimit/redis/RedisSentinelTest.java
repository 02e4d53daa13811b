package dev.sallyport.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A master dies, its replica takes over, and the budgets are still what they were. */
class RedisSentinelTest {
    private static final String MASTER = "budgets";
    private static final List<Charge> ADA = List.of(new Charge(Limit.LOGIN, "ada"));
    private static final List<Charge> BOB = List.of(new Charge(Limit.LOGIN, "bob"));

    private static Optional<Decision> ask(RedisRateLimits limits, List<Charge> charges) {
        try {
            return Optional.of(limits.take(charges));
        } catch (ServiceUnavailable notYet) {
            return Optional.empty();
        }
    }

    @Test
    void goesOnWithTheReplicaWithinSeconds() {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
                Budgets kept = new Budgets(replica.port())) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> kept.jedis().info("replication").contains("master_link_status:up"));
            try (RedisProcess sentinel = RedisProcess.startSentinel(MASTER, master);
                    Jedis watch = new Jedis("127.0.0.1", sentinel.port());
                    RedisRateLimits limits = open(sentinel)) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> watch.sentinelReplicas(MASTER).size() == 1);
                assertThat(limits.take(ADA)).isInstanceOf(Decision.Allowed.class);
                await().atMost(Duration.ofSeconds(20)).until(() -> kept.keys().size() == 1);

                master.kill();

                await().atMost(Duration.ofSeconds(20))
                        .until(() -> ask(limits, BOB).isPresent());
                assertThat(limits.take(ADA)).isInstanceOf(Decision.Limited.class);
            }
            // The sentinel has cut everybody off who knew it as a replica.
            try (Budgets promoted = new Budgets(replica.port())) {
                assertThat(promoted.keys()).hasSize(2);
            }
        }
    }

    private static RedisRateLimits open(RedisProcess sentinel) {
        // Another that is not there does no harm.
        RedisAddress address = new RedisAddress(
                new RedisAddress.Layout.Watched(
                        List.of(
                                new RedisNode("127.0.0.1", RedisProcess.freePort()),
                                new RedisNode("127.0.0.1", sentinel.port())),
                        MASTER),
                false,
                null,
                null,
                0);
        return new RedisRateLimits(
                address,
                new RedisPatience(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                Map.of(Limit.LOGIN, new Rate(1, Duration.ofHours(1))),
                new FakeSecretDigests(),
                RedisListener.none());
    }
}
