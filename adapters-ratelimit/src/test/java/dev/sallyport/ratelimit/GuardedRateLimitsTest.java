package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedRateLimitsTest {
    private static final Map<Limit, Rate> RATES = Map.of(
            Limit.LOGIN, new Rate(10, Duration.ofHours(1)), Limit.API_PER_IP, new Rate(9, Duration.ofMinutes(1)));
    private static final int LOCAL_LOGINS = 3;
    private static final Charge PROBE = new Charge(Limit.API_PER_IP, "probe");
    private static final List<Charge> ADA = List.of(new Charge(Limit.LOGIN, "ada"));

    /** So long that nobody is late who is not told to be, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** What a request may lose, and what a busy machine may add to it. */
    private static final Duration LITTLE = Duration.ofMillis(50 + 400);

    private static final String HUNG = "opened: no answer within 1000 ms";
    private static final String REFUSED = "opened: store is unavailable (IOException: refused)";

    private final MutableClock clock = new MutableClock();
    private final LocalRateLimits budgets = new LocalRateLimits(RATES, clock, 1_000);
    private final UnreliableStore store = new UnreliableStore(budgets);
    private final RateLimits local = LocalRateLimits.stricter(RATES, clock, 1_000);
    private final Changes changes = new Changes();
    private final GuardedRateLimits guarded = guard(local);

    private GuardedRateLimits guard(RateLimits otherwise) {
        return GuardedRateLimits.start(store, otherwise, PROBE, changes, clock, PATIENCE);
    }

    /** As it is in service. */
    private GuardedRateLimits impatient() {
        return GuardedRateLimits.start(store, local, PROBE, changes, clock);
    }

    @AfterEach
    void stop() {
        store.recover();
        guarded.close();
    }

    private static boolean isAllowed(RateLimits limits) {
        return limits.take(ADA) instanceof Decision.Allowed;
    }

    /** How many more are allowed at the moment. */
    private static int allowed(RateLimits limits) {
        return (int) IntStream.range(0, 20).filter(i -> isAllowed(limits)).count();
    }

    private static Duration timed(Runnable what) {
        long begun = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void awaitOpen() {
        await().until(() -> changes.heard().stream().anyMatch(change -> change.startsWith("opened")));
    }

    private void awaitRecovery() {
        store.recover();
        await().until(guarded::isAnswering);
    }

    @Test
    void asksTheStoreAndNothingElseWhileItAnswers() {
        assertThat(allowed(guarded)).isEqualTo(10);

        assertThat(allowed(local)).isEqualTo(LOCAL_LOGINS);
        assertThat(changes.heard()).isEmpty();
    }

    @Test
    void judgesByStricterBudgetsWhileTheStoreFails() {
        store.fail();

        assertThat(allowed(guarded)).isEqualTo(LOCAL_LOGINS);
        awaitOpen();
        assertThat(changes.heard()).containsExactly(REFUSED);
    }

    @Test
    void losesLittleTimeOnceAndNoneAfterwardsWhenTheStoreHangs() {
        try (GuardedRateLimits impatient = impatient()) {
            store.hang();

            assertThat(timed(() -> impatient.take(ADA))).isBetween(GuardedRateLimits.LONGEST_CALL, LITTLE);
            int calls = store.calls();
            Duration thousand = timed(() -> IntStream.range(0, 1_000).forEach(i -> impatient.take(ADA)));

            assertThat(thousand).isLessThan(Duration.ofMillis(500));
            // At most a few probes.
            assertThat(store.calls()).isLessThan(calls + 5);
            awaitOpen();
            assertThat(changes.heard()).containsExactly(HUNG);
        }
    }

    @Test
    void deniesInsteadIfToldTo() {
        try (GuardedRateLimits denying = guard(new Denying("redis"))) {
            store.fail();

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> denying.take(ADA)).isInstanceOfSatisfying(ServiceUnavailable.class, outage -> {
                    assertThat(outage.dependency()).isEqualTo("redis");
                    assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
            }
            denying.giveBack(ADA);

            store.recover();
            await().until(denying::isAnswering);
            assertThat(allowed(denying)).isEqualTo(10);
        }
    }

    @Test
    void asksTheStoreAgainByItselfWhenItIsBack() {
        guarded.take(ADA);
        store.hang();
        assertThat(allowed(guarded)).isEqualTo(LOCAL_LOGINS);
        awaitOpen();

        awaitRecovery();

        assertThat(changes.heard()).containsExactly(HUNG, "closed");
        assertThat(allowed(guarded)).isEqualTo(9);
    }

    @Test
    void beginsWithoutAStoreThatIsNotThere() {
        store.fail();
        try (GuardedRateLimits born = guard(LocalRateLimits.stricter(RATES, clock, 1_000))) {
            assertThat(changes.heard()).containsExactly(REFUSED);
            assertThat(born.isAnswering()).isFalse();
            assertThat(allowed(born)).isEqualTo(LOCAL_LOGINS);

            store.recover();
            await().until(born::isAnswering);
            assertThat(allowed(born)).isEqualTo(10);
            assertThat(changes.heard()).containsExactly(REFUSED, "closed");
        }
    }

    @Test
    void beginsInTimeWithAStoreThatHangs() {
        store.hang();

        Duration took = timed(() -> guard(local).close());

        assertThat(took).isLessThan(Duration.ofSeconds(3));
        assertThat(changes.heard()).containsExactly(HUNG);
    }

    @Test
    void makesNothingOfASingleStumble() {
        AtomicBoolean stumbled = new AtomicBoolean();
        RateLimits stumbling = new Stumbling(budgets, stumbled);
        try (GuardedRateLimits once = GuardedRateLimits.start(stumbling, local, PROBE, changes, clock, PATIENCE)) {
            assertThat(isAllowed(once)).isTrue();

            assertThat(stumbled).isTrue();
            await().until(once::isAnswering);
            assertThat(allowed(once)).isEqualTo(10);
            assertThat(changes.heard()).isEmpty();
            // The one that stumbled was judged by the other budgets.
            assertThat(allowed(local)).isEqualTo(LOCAL_LOGINS - 1);
        }
    }

    /** Fails the first that is not a probe. */
    private record Stumbling(RateLimits budgets, AtomicBoolean stumbled) implements RateLimits {
        @Override
        public Decision take(List<Charge> charges) {
            if (charges.equals(ADA) && stumbled.compareAndSet(false, true)) {
                throw new ServiceUnavailable("store", Duration.ofSeconds(1), null);
            }
            return budgets.take(charges);
        }

        @Override
        public void giveBack(List<Charge> charges) {
            budgets.giveBack(charges);
        }
    }

    @Test
    void tellsOfWhoStumblesAgainAndAgainAndWaitsLongerEachTime() {
        AtomicInteger failures = new AtomicInteger();
        RateLimits forProbesOnly = new RateLimits() {
            @Override
            public Decision take(List<Charge> charges) {
                if (charges.equals(ADA)) {
                    failures.incrementAndGet();
                    throw new ServiceUnavailable("store", Duration.ofSeconds(1), null);
                }
                return budgets.take(charges);
            }

            @Override
            public void giveBack(List<Charge> charges) {
                budgets.giveBack(charges);
            }
        };
        try (GuardedRateLimits flapping =
                GuardedRateLimits.start(forProbesOnly, local, PROBE, changes, clock, PATIENCE)) {
            long begun = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        flapping.take(ADA);
                        return failures.get() == 13;
                    });

            // Three times three stumbles, and after each three an outage of 100, 200 and 400 ms, of which up to a
            // quarter is taken off.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(525));
            assertThat(changes.heard())
                    .containsExactly(
                            "opened: store is unavailable",
                            "closed",
                            "opened: store is unavailable",
                            "closed",
                            "opened: store is unavailable",
                            "closed");
        }
    }

    @Test
    void allowsNoMoreByComingAndGoing() {
        for (int outage = 0; outage < 3; outage++) {
            store.fail();
            allowed(guarded);
            await().until(() -> !guarded.isAnswering());
            awaitRecovery();
        }

        store.fail();
        assertThat(allowed(guarded)).isZero();
    }

    @Test
    void keepsManyWhoAskAtOnceWaitingNoLongerThanOne() {
        try (GuardedRateLimits impatient = impatient()) {
            store.hang();

            List<Duration> waits = Concurrently.times(1_000, i -> timed(() -> impatient.take(ADA)));

            assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LITTLE.multipliedBy(2)));
            await().until(() -> store.present() <= 1);
        }
    }

    @Test
    void neverHasMoreThanSoManyCallsEvenIfNoneOfThemEnds() {
        store.stick();

        Concurrently.times(1_000, i -> guarded.take(ADA));
        assertThat(store.present()).isLessThanOrEqualTo(GuardedRateLimits.MOST_CALLS + 2);

        awaitRecovery();
        await().until(() -> store.present() == 0);
        // What was late was taken all the same: from Ada, not from Bob.
        assertThat(isAllowed(guarded)).isFalse();
        assertThat(guarded.take(List.of(new Charge(Limit.LOGIN, "bob")))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void allowsNoMoreThanBothBudgetsTogetherWhateverHappensMeanwhile() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger allowed = new AtomicInteger();
        // Platform threads, since these never wait: virtual ones would not let the others have their turn.
        List<Thread> callers = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    while (!over.get()) {
                        if (isAllowed(guarded)) {
                            allowed.incrementAndGet();
                        }
                    }
                }))
                .limit(7)
                .toList();

        try {
            for (int outage = 0; outage < 5; outage++) {
                store.hang();
                await().pollInterval(Duration.ofMillis(1)).until(() -> !guarded.isAnswering());
                awaitRecovery();
            }
        } finally {
            over.set(true);
        }

        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(allowed.get()).isBetween(1, 10 + LOCAL_LOGINS);
    }

    @Test
    void givesBackToTheStoreWhatWasTakenFromIt() {
        guarded.take(ADA);
        guarded.giveBack(ADA);

        assertThat(allowed(guarded)).isEqualTo(10);
    }

    @Test
    void givesNothingOfTheStoresToTheOtherBudgets() {
        guarded.take(ADA);
        store.fail();
        local.take(ADA);
        guarded.take(List.of(new Charge(Limit.LOGIN, "bob")));

        guarded.giveBack(ADA);

        assertThat(allowed(guarded)).isEqualTo(LOCAL_LOGINS - 1);
    }

    @Test
    void givesNothingOfTheOtherBudgetsToTheStore() {
        guarded.take(ADA);
        store.fail();
        guarded.take(ADA);
        awaitOpen();
        awaitRecovery();

        guarded.giveBack(ADA);

        assertThat(allowed(guarded)).isEqualTo(9);
    }

    @Test
    void givesBackToTheOtherBudgetsWhatWasTakenFromThem() {
        store.fail();
        guarded.take(ADA);

        guarded.giveBack(ADA);

        assertThat(allowed(guarded)).isEqualTo(LOCAL_LOGINS);
    }

    @Test
    void losesLittleTimeByGivingBackWhenTheStoreHangs() {
        try (GuardedRateLimits impatient = impatient()) {
            impatient.take(ADA);
            store.hang();

            assertThat(timed(() -> impatient.giveBack(ADA))).isLessThan(LITTLE);

            awaitOpen();
            assertThat(impatient.isAnswering()).isFalse();
        }
    }

    @Test
    void keepsTheCallersInterruptionAndBlamesNobodyForIt() throws InterruptedException {
        store.hang();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean allowed = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            allowed.set(isAllowed(guarded));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.join();

        assertThat(interrupted).isTrue();
        assertThat(allowed).isTrue();
        assertThat(guarded.isAnswering()).isTrue();
        await().until(() -> store.present() == 0);
    }

    @Test
    void interruptsWhatIsLate() {
        store.hang();

        guarded.take(ADA);

        // But for the probe, which nobody waits for.
        await().atMost(Duration.ofMillis(900)).until(() -> store.present() <= 1);
    }

    @Test
    void takesABugForABug() {
        store.failWith(new IllegalArgumentException("there is no rate for LOGIN"));

        assertThatThrownBy(() -> guarded.take(ADA)).isInstanceOf(IllegalArgumentException.class);
        assertThat(guarded.isAnswering()).isTrue();
    }

    @Test
    void noticesWhenAskedWhetherItIsReachable() {
        assertThat(guarded.isReachable()).isTrue();

        store.fail();

        assertThat(guarded.isReachable()).isFalse();
        assertThat(guarded.isAnswering()).isFalse();
        awaitRecovery();
        assertThat(guarded.isReachable()).isTrue();
    }

    @Test
    void asksNoMoreOnceItIsClosed() {
        store.fail();
        guarded.take(ADA);
        awaitOpen();

        guarded.close();

        int calls = store.calls();
        store.recover();
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(1)).until(() -> store.calls() == calls);
        assertThat(changes.heard()).containsExactly(REFUSED);
    }

    @Test
    void leavesAQuarterOfEachBudgetAndAtLeastOne() {
        Map<Limit, Rate> rates = Map.of(
                Limit.LOGIN, new Rate(1, Duration.ofHours(1)),
                Limit.LOGIN_PER_IP, new Rate(4, Duration.ofHours(1)),
                Limit.LOGIN_PER_ACCOUNT, new Rate(5, Duration.ofHours(1)));
        RateLimits stricter = LocalRateLimits.stricter(rates, clock, 1_000);

        assertThat(quotas(stricter, Limit.LOGIN)).isEqualTo(1);
        assertThat(quotas(stricter, Limit.LOGIN_PER_IP)).isEqualTo(1);
        assertThat(quotas(stricter, Limit.LOGIN_PER_ACCOUNT)).isEqualTo(2);
    }

    private static int quotas(RateLimits limits, Limit limit) {
        var decision = (Decision.Allowed) limits.take(List.of(new Charge(limit, "ada")));
        assertThat(decision.budgets().getFirst().rate().period()).isEqualTo(Duration.ofHours(1));
        return decision.budgets().getFirst().rate().capacity();
    }
}
