package dev.sallyport.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings a server to where its JIT compilers have done their work. Sign-ins alone would take many minutes of hashing for that; a
 * refresh goes nearly the same way without it: JSON, rate limits, the database, two tokens.
 */
final class WarmUp {
    private static final Duration REFRESHING = Duration.ofSeconds(25);
    private static final Duration SIGNING_IN = Duration.ofSeconds(30);

    /** As many as the server has connections to its database, roughly. */
    private static final int CLIENTS = 16;

    private WarmUp() {}

    static void of(URI server, Accounts accounts) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + REFRESHING.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (Account account : accounts.all().stream().limit(CLIENTS).toList()) {
                clients.add(executor.submit(() -> refresh(account, end)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        try (var clients = new LoginClients(server, accounts, CLIENTS)) {
            Thread.sleep(SIGNING_IN);
            if (clients.tally().failed() > 0) {
                throw new IllegalStateException("clients could not sign in");
            }
        }
    }

    private static boolean refresh(Account account, long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            if (!account.refresh() || !account.readMe()) {
                throw new IllegalStateException("a session could not be refreshed and used");
            }
        }
        return true;
    }
}
