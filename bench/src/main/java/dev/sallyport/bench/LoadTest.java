package dev.sallyport.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Puts a server on this machine under load and prints, for each of {@code GET /me}, refresh and login, how many requests it answers in a
 * second and how long they take. The server must be {@code ./sallyport dev}, whose inbox the accounts are verified from, with {@code
 * RATE_LIMITS=off}. {@code bench/load} starts one and runs this.
 */
public final class LoadTest {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final Duration duration;

    private LoadTest(Accounts accounts, Duration duration) {
        this.accounts = accounts;
        this.duration = duration;
    }

    /**
     * Takes the server's address, the number of clients and the seconds to measure for.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws Exception {
        URI server = LocalServer.parse(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[2]));
        try (var api = new ApiClient(server)) {
            var test = new LoadTest(Accounts.signUp(api, clients), duration);
            System.out.printf(Locale.ROOT, "%d clients, %d s each%n%n", clients, duration.toSeconds());
            System.out.printf(
                    Locale.ROOT, "%-10s %12s %10s %10s %10s%n", "", "requests/s", "p50 ms", "p99 ms", "errors");
            test.measure("GET /me", account -> account::readMe);
            test.measure("refresh", account -> account::refresh);
            test.measure("login", account -> account::logIn);
        }
    }

    private void measure(String name, Function<Account, Request> request)
            throws InterruptedException, ExecutionException {
        run(request, WARM_UP);
        Samples samples = run(request, duration);
        System.out.printf(
                Locale.ROOT,
                "%-10s %12.1f %10.2f %10.2f %10d%n",
                name,
                samples.size() / (double) duration.toSeconds(),
                samples.percentileMillis(50),
                samples.percentileMillis(99),
                samples.errors());
    }

    private Samples run(Function<Account, Request> request, Duration howLong)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + howLong.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Samples>> clients = new ArrayList<>();
            for (Account account : accounts.all()) {
                clients.add(executor.submit(() -> runOne(request.apply(account), end)));
            }
            Samples all = new Samples();
            for (Future<Samples> client : clients) {
                all.addAll(client.get());
            }
            return all;
        }
    }

    private static Samples runOne(Request request, long end) throws InterruptedException {
        Samples samples = new Samples();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            boolean succeeded = request.send();
            samples.add(System.nanoTime() - start, succeeded);
        }
        return samples;
    }

    /** One request; whether it was answered as it should be. */
    @FunctionalInterface
    interface Request {
        boolean send() throws InterruptedException;
    }
}
