package dev.sallyport.bench;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.ratelimit.redis.RedisAddress;
import dev.sallyport.ratelimit.redis.RedisListener;
import dev.sallyport.ratelimit.redis.RedisNode;
import dev.sallyport.ratelimit.redis.RedisPatience;
import dev.sallyport.ratelimit.redis.RedisRateLimits;
import dev.sallyport.security.secret.HmacSecretDigests;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Asks the budgets of so many sign-ins a second of a Redis on this machine, four each, whether or not those before have been answered, and prints how
 * long the answers took, from when they were due.
 */
public final class RedisLimitLoad {
    private static final int ACCOUNTS = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final RateLimits limits;
    private final int aSecond;
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();

    private RedisLimitLoad(RateLimits limits, int aSecond) {
        this.limits = limits;
        this.aSecond = aSecond;
    }

    /** Takes the number of requests a second, of seconds, and the address of a Redis, without which one is started. */
    public static void main(String[] arguments) throws Exception {
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        int aSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        if (arguments.length > 2) {
            URI server = LocalServer.parse(arguments[2]);
            load(new RedisNode(server.getHost(), server.getPort()), aSecond, seconds);
        } else {
            try (LocalRedis redis = LocalRedis.start()) {
                load(new RedisNode("127.0.0.1", redis.port()), aSecond, seconds);
            }
        }
    }

    private static void load(RedisNode redis, int aSecond, int seconds) throws InterruptedException {
        Map<Limit, Rate> rates = Arrays.stream(Limit.values())
                .collect(Collectors.toMap(limit -> limit, limit -> new Rate(100_000, Duration.ofMinutes(1))));
        RedisAddress address = new RedisAddress(new RedisAddress.Layout.Single(redis), false, null, null, 0);
        try (RedisRateLimits limits = new RedisRateLimits(
                address,
                RedisPatience.STANDARD,
                rates,
                new HmacSecretDigests(BenchKeys.make().ring().oneTimeSecret()),
                RedisListener.none())) {
            new RedisLimitLoad(limits, aSecond).run(WARM_UP);
            RedisLimitLoad load = new RedisLimitLoad(limits, aSecond);
            load.print(load.run(Duration.ofSeconds(seconds)));
        }
    }

    /** How long each took, in nanoseconds, in order of that. */
    private long[] run(Duration duration) throws InterruptedException {
        long[] took = new long[(int) (aSecond * duration.toSeconds())];
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < took.length; i++) {
                int request = i;
                long due = begun + request * 1_000_000_000L / aSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                threads.execute(() -> {
                    ask(request);
                    took[request] = System.nanoTime() - due;
                });
            }
        }
        Arrays.sort(took);
        return took;
    }

    private void ask(int request) {
        EmailAddress account = EmailAddress.of("user" + request % ACCOUNTS + "@example.com");
        ClientAddress client = ClientAddress.of("10.0." + request % ACCOUNTS / 256 + "." + request % 256);
        try {
            RateLimits.Decision decision = limits.take(List.of(
                    Charge.apiPerIp(client),
                    Charge.loginPerIp(client),
                    Charge.login(account, client),
                    Charge.loginPerAccount(account)));
            if (decision instanceof RateLimits.Decision.Limited) {
                limited.incrementAndGet();
            }
        } catch (ServiceUnavailable late) {
            unavailable.incrementAndGet();
        }
    }

    private void print(long[] took) {
        System.out.printf(
                Locale.ROOT,
                "%d requests, %d a second: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.1f ms; %d limited, %d unanswered%n",
                took.length,
                aSecond,
                millis(took, 0.5),
                millis(took, 0.99),
                millis(took, 0.999),
                millis(took, 1),
                limited.get(),
                unavailable.get());
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(sorted.length * quantile))] / 1e6;
    }
}
