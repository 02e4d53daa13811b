package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.testing.FakeRateLimits;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.ratelimit.Denying;
import dev.sallyport.ratelimit.GuardedRateLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitMetricsTest {
    private static final Charge ADA = new Charge(Limit.LOGIN, "ada");
    private static final Charge CLIENT = new Charge(Limit.LOGIN_PER_IP, "203.0.113.7");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RateLimitMetrics metrics = new RateLimitMetrics(registry);
    private final FakeRateLimits limits = new FakeRateLimits();

    private double decisions(String limit, String decision) {
        return registry.get("sallyport.rate.limit.decisions")
                .tags("limit", limit, "decision", decision)
                .counter()
                .count();
    }

    @Test
    void countsWhatIsAllowedByEveryBudgetAndWhatIsLimitedByTheEmptyOne() {
        RateLimits counted = metrics.count(limits);

        counted.take(List.of(CLIENT, ADA));
        counted.take(List.of(CLIENT));
        limits.exhaust(Limit.LOGIN);
        counted.take(List.of(CLIENT, ADA));

        assertThat(decisions("login", "allowed")).isEqualTo(1);
        assertThat(decisions("login-per-ip", "allowed")).isEqualTo(2);
        assertThat(decisions("login", "limited")).isEqualTo(1);
        assertThat(decisions("login-per-ip", "limited")).isZero();
    }

    @Test
    void countsWhatCouldNotBeDecided() {
        RateLimits counted = metrics.count(new Denying("redis"));

        assertThatThrownBy(() -> counted.take(List.of(CLIENT, ADA))).isInstanceOf(ServiceUnavailable.class);

        assertThat(decisions("login", "unavailable")).isEqualTo(1);
        assertThat(decisions("login-per-ip", "unavailable")).isEqualTo(1);
        assertThat(decisions("login", "allowed")).isZero();
    }

    @Test
    void givesBackToTheLimitsItself() {
        RateLimits counted = metrics.count(limits);
        counted.take(List.of(ADA));

        counted.giveBack(List.of(ADA));

        assertThat(limits.charged()).isEmpty();
    }

    @Test
    void showsEveryLimitFromTheBeginning() {
        metrics.count(limits);

        for (Limit limit : Limit.values()) {
            String name = limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertThat(decisions(name, "allowed")).isZero();
            assertThat(decisions(name, "limited")).isZero();
        }
    }

    @Test
    void showsHowTheStoreDoes() {
        StoreMetrics store = metrics.store();

        store.answered(Duration.ofMillis(3));
        store.failed(Duration.ofMillis(50), new ServiceUnavailable("redis", Duration.ofSeconds(1), null));
        store.opened("no answer");
        store.closed();
        store.opened("no answer");

        var timer = registry.get("sallyport.rate.limit.store").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
        assertThat(registry.get("sallyport.rate.limit.store.failures").counter().count())
                .isEqualTo(1);
        assertThat(changes("fallback")).isEqualTo(2);
        assertThat(changes("store")).isEqualTo(1);
    }

    private double changes(String to) {
        return registry.get("sallyport.rate.limit.fallback.changes")
                .tag("to", to)
                .counter()
                .count();
    }

    @Test
    void showsWhetherTheStoreIsAsked() {
        StoreMetrics store = metrics.store();
        try (GuardedRateLimits answering =
                GuardedRateLimits.start(limits, new Denying("redis"), ADA, store, Clock.systemUTC())) {
            store.show(answering);

            assertThat(fallback()).isZero();
        }
        registry.clear();
        try (GuardedRateLimits failing =
                GuardedRateLimits.start(new Denying("redis"), limits, ADA, store, Clock.systemUTC())) {
            store.show(failing);

            assertThat(fallback()).isEqualTo(1);
        }
    }

    private double fallback() {
        return registry.get("sallyport.rate.limit.fallback").gauge().value();
    }
}
