package dev.sallyport.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.RateLimitsContract;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalRateLimitsTest extends RateLimitsContract {
    private static final Map<Limit, Rate> RATES = Map.of(
            Limit.LOGIN,
            new Rate(2, Duration.ofMinutes(2)),
            Limit.LOGIN_PER_ACCOUNT,
            new Rate(1, Duration.ofMinutes(10)));
    private static final Charge LOGIN = new Charge(Limit.LOGIN, "ada 203.0.113.7");
    private static final Charge ACCOUNT = new Charge(Limit.LOGIN_PER_ACCOUNT, "ada");

    private final MutableClock clock = new MutableClock();

    @Override
    protected RateLimits rateLimits(Map<Limit, Rate> rates) {
        return new LocalRateLimits(rates, clock, 1_000);
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void tellsToTheNanosecondWhenThereIsMore() {
        RateLimits limits = rateLimits(RATES);
        limits.take(List.of(LOGIN));
        advance(Duration.ofSeconds(20));
        limits.take(List.of(LOGIN));

        assertThat(wait(limits.take(List.of(LOGIN)))).isEqualTo(Duration.ofSeconds(40));
        advance(Duration.ofSeconds(40).minusNanos(1));
        assertThat(wait(limits.take(List.of(LOGIN)))).isEqualTo(Duration.ofNanos(1));
        advance(Duration.ofNanos(1));
        assertThat(limits.take(List.of(LOGIN))).isInstanceOf(Decision.Allowed.class);
    }

    /** How long the decision asks to wait. */
    private static Duration wait(Decision decision) {
        return switch (decision) {
            case Decision.Limited(var exhausted) -> exhausted.refill();
            case Decision.Allowed allowed -> throw new AssertionError(allowed);
        };
    }

    @Test
    void neverFillsBeyondItsCapacityHoweverLongItRests() {
        RateLimits limits = rateLimits(RATES);
        limits.take(List.of(LOGIN));
        advance(Duration.ofDays(365));

        limits.take(List.of(LOGIN));
        limits.take(List.of(LOGIN));
        assertThat(limits.take(List.of(LOGIN))).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void allowsNoMoreThanTheBudgetHoldsHoweverManyAskAtOnce() {
        RateLimits limits = rateLimits(Map.of(Limit.LOGIN, new Rate(10, Duration.ofMinutes(1))));

        var decisions = Concurrently.times(50, i -> limits.take(List.of(LOGIN)));

        assertThat(decisions).filteredOn(Decision.Allowed.class::isInstance).hasSize(10);
    }

    @Test
    void forgetsBudgetsThatAreFullAgain() {
        LocalRateLimits limits = new LocalRateLimits(RATES, clock, 1_000);
        limits.take(List.of(LOGIN, ACCOUNT));

        advance(Duration.ofMinutes(2).minusNanos(1));
        assertThat(limits.size()).isEqualTo(2);
        advance(Duration.ofNanos(1));
        assertThat(limits.size()).isEqualTo(1);
        advance(Duration.ofMinutes(8));
        assertThat(limits.size()).isZero();
    }

    @Test
    void makesNoBudgetForWhatItRefuses() {
        LocalRateLimits limits = new LocalRateLimits(RATES, clock, 1_000);
        limits.take(List.of(ACCOUNT));

        for (int i = 0; i < 100; i++) {
            limits.take(List.of(ACCOUNT, new Charge(Limit.LOGIN, "subject " + i)));
        }

        assertThat(limits.size()).isEqualTo(1);
    }

    @Test
    void remembersNoMoreThanSoManyEvenWhileAFloodTriesToWashOneOut() {
        LocalRateLimits limits = new LocalRateLimits(RATES, clock, 1_000);
        limits.take(List.of(ACCOUNT));
        int guesses = 0;

        for (int i = 0; i < 100_000; i++) {
            limits.take(List.of(new Charge(Limit.LOGIN_PER_ACCOUNT, "subject " + i)));
            if (i % 100 == 0 && limits.take(List.of(ACCOUNT)) instanceof Decision.Allowed) {
                guesses++;
            }
        }

        assertThat(guesses).isZero();
        assertThat(limits.size()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void refusesToGuessARate() {
        RateLimits limits = rateLimits(RATES);

        assertThatThrownBy(() -> limits.take(List.of(new Charge(Limit.MAIL_PER_ADDRESS, "ada@example.com"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no rate for MAIL_PER_ADDRESS");
    }

    @Test
    void allowsEverythingWhenSwitchedOff() {
        RateLimits unlimited = new Unlimited();

        for (int i = 0; i < 1_000; i++) {
            assertThat(unlimited.take(List.of(LOGIN, ACCOUNT))).isInstanceOf(Decision.Allowed.class);
        }
    }
}
