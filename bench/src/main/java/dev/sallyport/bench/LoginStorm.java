package dev.sallyport.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads {@code /me} at a steady pace while nothing else goes on, and while hundreds of clients sign in again and again, many more than
 * can be served; prints how long it takes, the ratio of both, and how the sign-ins were answered. Both in turn, round by round.
 *
 * <p>The server is started like that of {@link LoadTest}, with a small heap. {@code bench/storm} does so and runs this.
 */
public final class LoginStorm {
    private static final int ACCOUNTS = 32;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final URI server;
    private final Accounts accounts;

    /** Signs in nowhere else, since too many sign-ins would end the session. */
    private final Account reader;

    private final int clients;

    private LoginStorm(URI server, Accounts accounts, Account reader, int clients) {
        this.server = server;
        this.accounts = accounts;
        this.reader = reader;
        this.clients = clients;
    }

    /**
     * Takes the server's address, the number of sign-ins at once, of rounds, and the seconds that each half of a round lasts.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws Exception {
        URI server = LocalServer.parse(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[3]));
        try (var api = new ApiClient(server)) {
            Accounts accounts = Accounts.signUp(api, ACCOUNTS);
            WarmUp.of(server, accounts);
            Account reader = Accounts.signUp(api, 1).all().getFirst();
            new LoginStorm(server, accounts, reader, clients).run(rounds, duration);
        }
    }

    private void run(int rounds, Duration duration) throws IOException, InterruptedException {
        readMe(WARM_UP);
        storm(WARM_UP);
        System.out.printf(
                Locale.ROOT,
                "%d sign-ins at once, /me every %d ms, %d rounds of 2 × %d s%n%n",
                clients,
                PACE.toMillis(),
                rounds,
                duration.toSeconds());
        System.out.printf(
                Locale.ROOT,
                "%-14s %8s %8s %8s %8s %8s%n",
                "GET /me",
                "number",
                "p50 ms",
                "p99 ms",
                "max ms",
                "errors");
        Samples allQuiet = new Samples();
        Samples allStormy = new Samples();
        LoginClients.Tally tally = new LoginClients.Tally(0, 0, 0, 0);
        for (int round = 1; round <= rounds; round++) {
            Samples quiet = readMe(duration);
            print("quiet " + round, quiet);
            Stormy stormy = storm(duration);
            print("storm " + round, stormy.me());
            allQuiet.addAll(quiet);
            allStormy.addAll(stormy.me());
            tally = tally.plus(stormy.signIns());
        }
        print("quiet, all", allQuiet);
        print("storm, all", allStormy);
        System.out.printf(
                Locale.ROOT,
                "%np99 in the storm: %.2f times that of quiet%n",
                allStormy.percentileMillis(99) / allQuiet.percentileMillis(99));
        System.out.printf(
                Locale.ROOT,
                "sign-ins: %d answered with 200 (%.1f/s), %d with 503 and Retry-After, %d otherwise%n",
                tally.signedIn(),
                tally.signedInPerSecond(),
                tally.turnedAway(),
                tally.failed());
        if (tally.failed() + allQuiet.errors() + allStormy.errors() > 0) {
            throw new IllegalStateException("the storm did damage");
        }
    }

    private record Stormy(Samples me, LoginClients.Tally signIns) {}

    private Stormy storm(Duration duration) throws IOException, InterruptedException {
        LoginClients storm = new LoginClients(server, accounts, clients);
        try (storm) {
            // Until the first have been turned away, it only gathers.
            while (storm.tally().turnedAway() == 0) {
                Thread.sleep(PACE);
            }
            LoginClients.Tally before = storm.tally();
            Samples me = readMe(duration);
            return new Stormy(me, storm.tally().since(before));
        }
    }

    /** On a thread of its own that only the operating system schedules, so that this program's other clients do not delay it. */
    private Samples readMe(Duration duration) throws IOException {
        Samples samples = new Samples();
        byte[] request = reader.readMeRequest();
        try (var wire = new Wire(server)) {
            long end = System.nanoTime() + duration.toNanos();
            long next = System.nanoTime();
            while (next < end) {
                LockSupport.parkNanos(next - System.nanoTime());
                long start = System.nanoTime();
                boolean succeeded = wire.send(request).status() == 200;
                samples.add(System.nanoTime() - start, succeeded);
                next = Math.max(next + PACE.toNanos(), System.nanoTime());
            }
        }
        return samples;
    }

    private static void print(String name, Samples samples) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %8d %8.2f %8.2f %8.2f %8d%n",
                name,
                samples.size(),
                samples.percentileMillis(50),
                samples.percentileMillis(99),
                samples.percentileMillis(100),
                samples.errors());
    }
}
