package dev.sallyport.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimits} promises. */
public abstract class RateLimitsContract {
    private static final Charge ADA = new Charge(Limit.LOGIN, "ada");
    private static final Charge BOB = new Charge(Limit.LOGIN, "bob");
    private static final Charge CLIENT = new Charge(Limit.LOGIN_PER_IP, "203.0.113.7");

    /** The adapter under test with these rates, and fresh budgets. */
    protected abstract RateLimits rateLimits(Map<Limit, Rate> rates);

    /** Moves the adapter's clock on. */
    protected abstract void advance(Duration duration);

    @Test
    void allowsAsMuchAsTheBudgetHoldsAndTellsWhenThereIsMore() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(3, Duration.ofMinutes(3))));
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
        }

        assertThat(limits.take(List.of(ADA)))
                .isInstanceOfSatisfying(
                        Decision.Limited.class,
                        limited -> assertThat(limited.exhausted().refill())
                                .isPositive()
                                .isLessThanOrEqualTo(Duration.ofMinutes(1)));
        advance(Duration.ofMinutes(1));
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void countsEverySubjectByItself() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(1, Duration.ofMinutes(1))));
        limits.take(List.of(ADA));

        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);
        assertThat(limits.take(List.of(BOB))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void refusesWhenAnyOfSeveralBudgetsIsEmpty() {
        RateLimits limits = rateLimits(Map.of(
                Limit.LOGIN,
                new Rate(1, Duration.ofMinutes(1)),
                Limit.LOGIN_PER_IP,
                new Rate(9, Duration.ofMinutes(1))));
        limits.take(List.of(CLIENT, ADA));

        assertThat(limits.take(List.of(CLIENT, ADA))).isInstanceOf(Decision.Limited.class);
        assertThat(limits.take(List.of(CLIENT, BOB))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void takesBackWhatIsGivenBackButNeverMoreThanTheBudgetHolds() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(2, Duration.ofMinutes(10))));
        limits.take(List.of(ADA));
        limits.giveBack(List.of(ADA));
        limits.giveBack(List.of(ADA));
        limits.giveBack(List.of(ADA));

        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(List.of(ADA))).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void tellsWhatIsLeftOfEveryBudget() {
        Rate login = new Rate(3, Duration.ofMinutes(3));
        Rate client = new Rate(10, Duration.ofMinutes(1));
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, login, Limit.LOGIN_PER_IP, client));
        limits.take(List.of(ADA));

        Decision decision = limits.take(List.of(CLIENT, ADA));

        assertThat(decision).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.budgets())
                    .extracting(Budget::limit, Budget::rate, Budget::remaining)
                    .containsExactly(tuple(Limit.LOGIN_PER_IP, client, 9L), tuple(Limit.LOGIN, login, 1L));
            assertThat(allowed.budgets().getLast().refill()).isBetween(Duration.ofSeconds(110), Duration.ofMinutes(2));
        });
    }

    @Test
    void namesTheBudgetThatStaysEmptyTheLongest() {
        Rate login = new Rate(1, Duration.ofMinutes(10));
        RateLimits limits =
                rateLimits(Map.of(Limit.LOGIN, login, Limit.LOGIN_PER_IP, new Rate(1, Duration.ofMinutes(1))));
        limits.take(List.of(CLIENT, ADA));

        for (List<Charge> charges : List.of(List.of(CLIENT, ADA), List.of(ADA, CLIENT))) {
            assertThat(limits.take(charges)).isInstanceOfSatisfying(Decision.Limited.class, limited -> {
                assertThat(limited.exhausted().limit()).isEqualTo(Limit.LOGIN);
                assertThat(limited.exhausted().rate()).isEqualTo(login);
                assertThat(limited.exhausted().remaining()).isZero();
                assertThat(limited.exhausted().refill()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
            });
        }
    }

    @Test
    void takesNothingWhenItRefuses() {
        RateLimits limits = rateLimits(Map.of(
                Limit.LOGIN,
                new Rate(1, Duration.ofMinutes(1)),
                Limit.LOGIN_PER_IP,
                new Rate(2, Duration.ofMinutes(1))));
        limits.take(List.of(CLIENT, ADA));
        for (int i = 0; i < 5; i++) {
            limits.take(List.of(CLIENT, ADA));
            limits.take(List.of(ADA, CLIENT));
        }

        assertThat(limits.take(List.of(CLIENT, BOB))).isInstanceOf(Decision.Allowed.class);
    }
}
