package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.problem.Problem;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpMetrics metrics = new HttpMetrics(registry);

    @Test
    void countsByMethodRouteAndClassOfStatus() {
        metrics.answered("POST", "/api/v1/auth/login", 200, Duration.ofMillis(60));
        metrics.answered("POST", "/api/v1/auth/login", 201, Duration.ofMillis(20));
        metrics.answered("POST", "/api/v1/auth/login", 401, Duration.ofMillis(70));

        Timer good = registry.get("sallyport.http.request.duration")
                .tags("method", "POST", "route", "/api/v1/auth/login", "status", "2xx")
                .timer();
        assertThat(good.count()).isEqualTo(2);
        assertThat(good.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
        assertThat(registry.find("sallyport.http.request.duration").timers()).hasSize(2);
    }

    @Test
    void countsProblemsByCodeAndHasAllOfThemFromTheStart() {
        metrics.refused(Problem.CLIENT_DENIED);

        assertThat(registry.find("sallyport.http.problems").counters()).hasSize(Problem.values().length);
        assertThat(registry.get("sallyport.http.problems")
                        .tag("code", "client-denied")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
