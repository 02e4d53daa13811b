package dev.sallyport.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis is killed, hangs, and comes back. */
class RedisOutageTest {
    private static final Rate HUNDRED_A_DAY = new Rate(100, Duration.ofDays(1));
    private static final Charge ADA = new Charge(Limit.LOGIN, "ada");
    private static final Charge CLIENT = new Charge(Limit.LOGIN_PER_IP, "203.0.113.7");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RedisProcess redis = RedisProcess.start();
    private final RecordedCalls calls = new RecordedCalls();
    private final RedisRateLimits impatient = open(RedisPatience.STANDARD);
    private final RedisRateLimits patient = open(new RedisPatience(LONG, LONG));

    private RedisRateLimits open(RedisPatience patience) {
        RedisAddress address = new RedisAddress(
                new RedisAddress.Layout.Single(new RedisNode("127.0.0.1", redis.port())), false, null, null, 0);
        Map<Limit, Rate> rates = Map.of(Limit.LOGIN, HUNDRED_A_DAY, Limit.LOGIN_PER_IP, HUNDRED_A_DAY);
        return new RedisRateLimits(address, patience, rates, new FakeSecretDigests(), calls);
    }

    @AfterEach
    void close() {
        impatient.close();
        patient.close();
        redis.close();
    }

    private static boolean answers(RedisRateLimits limits) {
        try {
            return limits.take(List.of(ADA)) instanceof Decision.Allowed;
        } catch (ServiceUnavailable notYet) {
            return false;
        }
    }

    private static long remaining(Decision decision) {
        return ((Decision.Allowed) decision).budgets().getFirst().remaining();
    }

    @Test
    void isMadeWhileRedisIsDownAndUsesItWhenItIsThere() {
        redis.kill();
        try (RedisRateLimits limits = open(RedisPatience.STANDARD)) {
            assertThatThrownBy(() -> limits.take(List.of(ADA))).isInstanceOf(ServiceUnavailable.class);

            redis.restart();

            await().atMost(LONG).until(() -> answers(limits));
        }
    }

    @Test
    void tellsThatRedisIsGoneAndLosesNoRequestOnceItIsBack() {
        // Several connections, all of which will be dead.
        Concurrently.times(30, i -> patient.take(List.of(ADA)));
        redis.kill();
        assertThatThrownBy(() -> patient.take(List.of(ADA)))
                .isInstanceOfSatisfying(
                        ServiceUnavailable.class,
                        unavailable -> assertThat(unavailable.dependency()).isEqualTo("redis"));
        assertThat(calls.failed()).hasSize(1);

        redis.restart();

        assertThat(remaining(patient.take(List.of(ADA)))).isEqualTo(99);
        var decisions = Concurrently.times(30, i -> patient.take(List.of(ADA)));
        assertThat(decisions).allMatch(Decision.Allowed.class::isInstance);
        assertThat(calls.failed()).hasSize(1);
    }

    @Test
    void survivesARestartBetweenTwoRequests() {
        Concurrently.times(30, i -> patient.take(List.of(ADA)));

        redis.kill();
        redis.restart();

        assertThat(remaining(patient.take(List.of(ADA)))).isEqualTo(99);
        assertThat(calls.failed()).isEmpty();
    }

    @Test
    void giveBackThatFailsIsToldToTheListenerAlone() {
        await().atMost(LONG).until(() -> answers(impatient));
        int before = calls.failed().size();
        redis.kill();

        impatient.giveBack(List.of(ADA));

        assertThat(calls.failed()).hasSize(before + 1);
    }

    @Test
    void doesNotWaitLongForWhatHangs() {
        await().atMost(LONG).until(() -> answers(impatient));
        redis.hang();
        long begun = System.nanoTime();

        assertThatThrownBy(() -> impatient.take(List.of(ADA))).isInstanceOf(ServiceUnavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(45), Duration.ofMillis(500));
        redis.goOn();
        await().atMost(LONG).until(() -> answers(impatient));
    }

    @Test
    void neverTakesTheAnswerToAnInterruptedCallForThatToAnother() throws InterruptedException {
        patient.take(List.of(CLIENT));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        redis.hang();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                patient.take(List.of(ADA));
            } catch (ServiceUnavailable unavailable) {
                thrown.set(unavailable);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        await().atMost(LONG)
                .until(() -> caller.getState() != Thread.State.NEW && caller.getState() != Thread.State.RUNNABLE);

        caller.interrupt();

        assertThat(caller.join(LONG)).isTrue();
        assertThat(thrown).hasValueMatching(ServiceUnavailable.class::isInstance);
        assertThat(interrupted).isTrue();
        redis.goOn();
        for (int i = 0; i < 20; i++) {
            assertThat(patient.take(List.of(CLIENT)))
                    .isInstanceOfSatisfying(
                            Decision.Allowed.class,
                            allowed -> assertThat(allowed.budgets())
                                    .extracting(Budget::limit)
                                    .containsExactly(Limit.LOGIN_PER_IP));
        }
        assertThat(remaining(patient.take(List.of(CLIENT)))).isEqualTo(78);
    }
}
