package dev.sallyport.bench;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.ratelimit.LocalRateLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to ask budgets in memory: one, as a request to the API does, four, as a sign-in does, and when one of the four is empty. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RateLimitBenchmark {
    private static final int CLIENTS = 1_024;
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");

    private final RateLimits plenty = limits(new Rate(1_000_000, Duration.ofSeconds(1)));
    private final RateLimits empty = limits(new Rate(1, Duration.ofDays(31)));
    private final List<List<Charge>> requests = new ArrayList<>();
    private final List<List<Charge>> signIns = new ArrayList<>();
    private int next;

    public RateLimitBenchmark() {
        for (int i = 0; i < CLIENTS; i++) {
            ClientAddress client = ClientAddress.of("203.0." + i / 256 + "." + i % 256);
            requests.add(List.of(Charge.apiPerIp(client)));
            signIns.add(List.of(
                    Charge.apiPerIp(client),
                    Charge.loginPerIp(client),
                    Charge.login(ADA, client),
                    Charge.loginPerAccount(ADA)));
        }
        signIns.forEach(empty::take);
    }

    private static RateLimits limits(Rate rate) {
        Map<Limit, Rate> rates = Arrays.stream(Limit.values()).collect(Collectors.toMap(limit -> limit, limit -> rate));
        return new LocalRateLimits(rates, Clock.systemUTC(), 100_000);
    }

    private List<Charge> another(List<List<Charge>> calls) {
        next = (next + 1) % CLIENTS;
        return calls.get(next);
    }

    @Benchmark
    public RateLimits.Decision takeOne() {
        return plenty.take(another(requests));
    }

    @Benchmark
    public RateLimits.Decision takeFour() {
        return plenty.take(another(signIns));
    }

    @Benchmark
    public RateLimits.Decision refuse() {
        return empty.take(another(signIns));
    }
}
