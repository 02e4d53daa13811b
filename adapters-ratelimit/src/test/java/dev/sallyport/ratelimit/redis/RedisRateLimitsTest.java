package dev.sallyport.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.application.testing.RateLimitsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisRateLimitsTest extends RateLimitsContract {
    private static final RedisProcess REDIS = RedisProcess.start();
    private static final Rate ONE_IN_TEN_MINUTES = new Rate(1, Duration.ofMinutes(10));
    private static final Charge ADA = new Charge(Limit.LOGIN, "ada");
    private static final Charge BOB = new Charge(Limit.LOGIN, "bob");
    private static final Charge CLIENT = new Charge(Limit.LOGIN_PER_IP, "203.0.113.7");

    private final Budgets budgets = new Budgets(REDIS.port());
    private final RecordedCalls calls = new RecordedCalls();
    private final List<RedisRateLimits> opened = new ArrayList<>();

    @BeforeEach
    void empty() {
        budgets.jedis().flushAll();
    }

    @AfterEach
    void close() {
        opened.forEach(RedisRateLimits::close);
        budgets.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Override
    protected RateLimits rateLimits(Map<Limit, Rate> rates) {
        return instance(rates);
    }

    @Override
    protected void advance(Duration duration) {
        budgets.advance(duration);
    }

    /** One more of those that share this Redis. */
    private RedisRateLimits instance(Map<Limit, Rate> rates) {
        RedisAddress address = new RedisAddress(
                new RedisAddress.Layout.Single(new RedisNode("127.0.0.1", REDIS.port())), false, null, null, 0);
        RedisPatience patience = new RedisPatience(Duration.ofSeconds(10), Duration.ofSeconds(10));
        RedisRateLimits limits = new RedisRateLimits(address, patience, rates, new FakeSecretDigests(), calls);
        opened.add(limits);
        return limits;
    }

    @Test
    void countsWhatIsThereTwiceTwice() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(3, Duration.ofMinutes(3))));

        assertThat(limits.take(List.of(ADA, ADA)))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.budgets())
                                .extracting(Budget::remaining)
                                .containsExactly(2L, 1L));
        assertThat(limits.take(List.of(ADA, ADA))).isInstanceOf(Decision.Limited.class);
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);

        limits.giveBack(List.of(ADA, ADA));
        assertThat(limits.take(List.of(ADA, ADA))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void allowsAsOftenAsItSaysHoweverUnevenTheRate() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(7, Duration.ofDays(1))));

        for (int left = 6; left >= 0; left--) {
            long remaining = left;
            assertThat(limits.take(List.of(ADA)))
                    .isInstanceOfSatisfying(
                            Decision.Allowed.class,
                            allowed -> assertThat(allowed.budgets())
                                    .singleElement()
                                    .satisfies(budget ->
                                            assertThat(budget.remaining()).isEqualTo(remaining)));
        }
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void comesBackEvenly() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(10, Duration.ofMinutes(100))));
        for (int i = 0; i < 10; i++) {
            limits.take(List.of(ADA));
        }

        advance(Duration.ofMinutes(9));
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);
        advance(Duration.ofMinutes(26));
        int allowed = 0;
        while (limits.take(List.of(ADA)) instanceof Decision.Allowed) {
            allowed++;
        }

        assertThat(allowed).isEqualTo(3);
    }

    @Test
    void asksRedisOnceHoweverManyBudgetsThereAre() {
        RateLimits limits = rateLimits(Map.of(
                Limit.LOGIN,
                new Rate(9, Duration.ofMinutes(1)),
                Limit.LOGIN_PER_IP,
                new Rate(9, Duration.ofMinutes(1))));
        limits.take(List.of(ADA));
        long before = budgets.calls("evalsha");

        limits.take(List.of(CLIENT, ADA, BOB, new Charge(Limit.LOGIN, "eve")));
        assertThat(budgets.calls("evalsha")).isEqualTo(before + 1);
        limits.giveBack(List.of(CLIENT, ADA, BOB));

        assertThat(budgets.calls("evalsha")).isEqualTo(before + 2);
        assertThat(calls.answered()).hasSize(3).allMatch(Duration::isPositive);
    }

    @Test
    void asksForNothingWhereNothingIsCharged() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, ONE_IN_TEN_MINUTES));

        assertThat(limits.take(List.of())).isEqualTo(new Decision.Allowed(List.of()));
        limits.giveBack(List.of());

        assertThat(calls.answered()).isEmpty();
    }

    @Test
    void forgetsBudgetsThatAreFullAgain() {
        RateLimits limits = rateLimits(
                Map.of(Limit.LOGIN, new Rate(2, Duration.ofMinutes(2)), Limit.LOGIN_PER_IP, ONE_IN_TEN_MINUTES));
        limits.take(List.of(ADA, CLIENT));

        assertThat(budgets.keys())
                .extracting(key -> Duration.ofMillis(budgets.jedis().pttl(key)))
                .satisfiesExactlyInAnyOrder(
                        login -> assertThat(login).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60)),
                        client -> assertThat(client).isBetween(Duration.ofSeconds(595), Duration.ofSeconds(600)));
        limits.giveBack(List.of(ADA, CLIENT));
        assertThat(budgets.keys()).isEmpty();
    }

    @Test
    void makesNoBudgetForWhatItRefusesOrIsGivenBack() {
        RateLimits limits = rateLimits(
                Map.of(Limit.LOGIN, new Rate(2, Duration.ofMinutes(2)), Limit.LOGIN_PER_IP, ONE_IN_TEN_MINUTES));
        limits.take(List.of(CLIENT));

        for (int i = 0; i < 20; i++) {
            limits.take(List.of(CLIENT, new Charge(Limit.LOGIN, "subject " + i)));
            limits.giveBack(List.of(new Charge(Limit.LOGIN, "subject " + i)));
        }

        assertThat(budgets.keys()).hasSize(1);
    }

    @Test
    void goesByANewRateAtOnce() {
        rateLimits(Map.of(Limit.LOGIN, new Rate(1, Duration.ofDays(30)))).take(List.of(ADA));

        RateLimits changed = rateLimits(Map.of(Limit.LOGIN, new Rate(6, Duration.ofMinutes(1))));

        assertThat(changed.take(List.of(ADA)))
                .isInstanceOfSatisfying(
                        Decision.Limited.class,
                        limited ->
                                assertThat(limited.exhausted().refill()).isLessThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void keepsNoAddressInClear() {
        EmailAddress email = EmailAddress.of("ada.lovelace@example.com");
        ClientAddress ipv4 = ClientAddress.of("203.0.113.7");
        ClientAddress ipv6 = ClientAddress.of("2001:db8:1:2::3");
        RateLimits limits = rateLimits(Map.of(
                Limit.LOGIN, new Rate(9, Duration.ofHours(1)),
                Limit.LOGIN_PER_ACCOUNT, new Rate(9, Duration.ofHours(1)),
                Limit.LOGIN_PER_IP, new Rate(9, Duration.ofHours(1)),
                Limit.MAIL_PER_ADDRESS, new Rate(9, Duration.ofHours(1))));
        for (ClientAddress client : List.of(ipv4, ipv6)) {
            limits.take(List.of(
                    Charge.login(email, client),
                    Charge.loginPerAccount(email),
                    Charge.loginPerIp(client),
                    Charge.mailPerAddress(email),
                    Charge.recoveryMailPerAddress(email)));
        }

        List<String> everything = budgets.keys().stream()
                .flatMap(key -> List.of(key, budgets.jedis().get(key)).stream())
                .toList();

        assertThat(budgets.keys()).hasSize(7).allMatch(key -> key.matches("sallyport:limit:[a-z-]+:[A-Za-z0-9_-]{22}"));
        assertThat(everything)
                .noneMatch(text -> text.contains("ada")
                        || text.contains("example")
                        || text.contains("203.0")
                        || text.contains("db8"));
    }

    @Test
    void goesOnWithFullBudgetsWhenRedisWasEmptied() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, ONE_IN_TEN_MINUTES));
        limits.take(List.of(ADA));

        budgets.jedis().flushAll();
        budgets.jedis().scriptFlush();

        limits.giveBack(List.of(ADA));
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);
        assertThat(calls.failed()).isEmpty();
    }

    @Test
    void allowsNoMoreThanTheBudgetHoldsHoweverManyAskAtOnce() {
        Map<Limit, Rate> rates = Map.of(Limit.LOGIN, new Rate(10, Duration.ofHours(10)));
        List<RedisRateLimits> instances = List.of(instance(rates), instance(rates), instance(rates));

        var decisions = Concurrently.times(90, i -> instances.get(i % 3).take(List.of(ADA)));

        assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(10);
    }

    @Test
    void threeInstancesAdmitTogetherExactlyTheBudgetOfOne() {
        Rate rate = new Rate(1_000, Duration.ofSeconds(20));
        Map<Limit, Rate> rates = Map.of(Limit.LOGIN, rate, Limit.LOGIN_PER_IP, new Rate(9_000, Duration.ofHours(1)));
        List<RedisRateLimits> instances = List.of(instance(rates), instance(rates), instance(rates));
        instances.forEach(instance -> instance.take(List.of(BOB)));
        long begun = System.nanoTime();

        var decisions = Concurrently.times(60, i -> takes(instances.get(i % 3), 50, List.of(CLIENT, ADA)));

        double seconds = (System.nanoTime() - begun) / 1e9;
        double budget =
                rate.capacity() + rate.capacity() * seconds / rate.period().toSeconds();
        assertThat((double) decisions.stream().mapToInt(Integer::intValue).sum())
                .isBetween(rate.capacity() * 1.0, budget * 1.01);
        assertThat(calls.answered()).hasSizeGreaterThanOrEqualTo(3_000);
    }

    private static int takes(RateLimits limits, int times, List<Charge> charges) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            if (limits.take(charges) instanceof Decision.Allowed) {
                allowed++;
            }
        }
        return allowed;
    }

    @Test
    void refusesToGuessARate() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, ONE_IN_TEN_MINUTES));

        assertThatThrownBy(() -> limits.take(List.of(new Charge(Limit.MAIL_PER_ADDRESS, "ada@example.com"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no rate for MAIL_PER_ADDRESS");
    }
}
