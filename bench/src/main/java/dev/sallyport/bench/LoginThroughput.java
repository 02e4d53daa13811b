package dev.sallyport.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Compares how many sign-ins a server on this machine answers in a second over HTTP with how many passwords its hashing code verifies
 * on all cores when it does nothing else. Both in turn, round by round, so that what else the machine is doing befalls both alike;
 * while it hashes here, the server is up and idle. Server, PostgreSQL and clients share the cores during a sign-in.
 *
 * <p>The server is started like that of {@link LoadTest}. {@code bench/logins} does so and runs this.
 */
public final class LoginThroughput {
    /** For each client, so that no sign-in has to end one of too many sessions. */
    private static final int ACCOUNTS = 8;

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private LoginThroughput() {}

    /**
     * Takes the server's address, the number of clients, of rounds, and the seconds that each half of a round lasts.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws Exception {
        URI server = LocalServer.parse(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments[3]));
        Accounts accounts;
        try (var api = new ApiClient(server)) {
            accounts = Accounts.signUp(api, ACCOUNTS * clients);
            WarmUp.of(server, accounts);
        }
        BareHashing bare = new BareHashing();
        bare.perSecond(WARM_UP);

        System.out.printf(Locale.ROOT, "%d clients, %d rounds of 2 × %d s%n%n", clients, rounds, duration.toSeconds());
        System.out.printf(Locale.ROOT, "%-8s %14s %14s %8s%n", "round", "bare hashes/s", "sign-ins/s", "ratio");
        double hashed = 0;
        double signedIn = 0;
        for (int round = 0; round < rounds; round++) {
            double hashes = bare.perSecond(duration);
            LoginClients.Tally tally = signIns(server, accounts, clients, duration);
            hashed += hashes;
            signedIn += tally.signedInPerSecond();
            print(Integer.toString(round + 1), hashes, tally.signedInPerSecond());
            if (tally.turnedAway() + tally.failed() > 0) {
                throw new IllegalStateException("not everybody was signed in: " + tally);
            }
        }
        print("all", hashed / rounds, signedIn / rounds);
    }

    private static LoginClients.Tally signIns(URI server, Accounts accounts, int count, Duration duration)
            throws InterruptedException {
        try (var clients = new LoginClients(server, accounts, count)) {
            LoginClients.Tally before = clients.tally();
            Thread.sleep(duration);
            return clients.tally().since(before);
        }
    }

    private static void print(String round, double hashes, double signIns) {
        System.out.printf(Locale.ROOT, "%-8s %14.1f %14.1f %8.3f%n", round, hashes, signIns, signIns / hashes);
    }
}
