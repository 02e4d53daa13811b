package dev.sallyport.bootstrap.metrics;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.RequestObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Requests by method, route and class of status, with how long they took, and what went wrong by its code. */
final class HttpMetrics implements RequestObserver {
    private static final List<Duration> BUCKETS = List.of(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    private final MeterRegistry registry;
    private final ConcurrentMap<Series, Timer> requests = new ConcurrentHashMap<>();
    private final Map<Problem, Counter> problems;

    /** What is counted together. */
    private record Series(String method, String route, int statusClass) {}

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.problems = Arrays.stream(Problem.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), this::problem));
    }

    private Counter problem(Problem problem) {
        return Counter.builder("sallyport.http.problems")
                .description("Requests that were refused or failed, by the code of their problem")
                .tag("code", problem.code())
                .register(registry);
    }

    private Timer requests(Series series) {
        return Timer.builder("sallyport.http.request.duration")
                .description("Requests that were answered, and how long that took")
                .tag("method", series.method())
                .tag("route", series.route())
                .tag("status", series.statusClass() + "xx")
                .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
                .register(registry);
    }

    @Override
    public void answered(String method, String route, int status, Duration took) {
        requests.computeIfAbsent(new Series(method, route, status / 100), this::requests)
                .record(took);
    }

    @Override
    public void refused(Problem problem) {
        Objects.requireNonNull(problems.get(problem)).increment();
    }
}
