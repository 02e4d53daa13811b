package dev.sallyport.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Clients that sign in again and again until they are told to stop, each with a connection of its own. */
final class LoginClients implements AutoCloseable {
    private final LongAdder signedIn = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts so many, who share the accounts: each goes through a part of its own in turn, or has one together with others. */
    LoginClients(URI server, Accounts accounts, int count) {
        for (int i = 0; i < count; i++) {
            List<byte[]> requests =
                    accounts.share(i, count).stream().map(Account::loginRequest).toList();
            threads.add(Thread.startVirtualThread(() -> signInAgainAndAgain(server, requests)));
        }
    }

    private void signInAgainAndAgain(URI server, List<byte[]> requests) {
        try (var wire = new Wire(server)) {
            for (int i = 0; !stopped; i++) {
                count(wire.send(requests.get(i % requests.size())));
            }
        } catch (IOException broken) {
            System.err.println("a client gave up: " + broken);
            failed.increment();
        }
    }

    private void count(Wire.Answer answer) {
        if (answer.status() == 200) {
            signedIn.increment();
        } else if (answer.status() == 503 && answer.saysWhenToRetry()) {
            turnedAway.increment();
        } else {
            failed.increment();
        }
    }

    Tally tally() {
        return new Tally(System.nanoTime(), signedIn.sum(), turnedAway.sum(), failed.sum());
    }

    /** How the requests had been answered at some time. */
    record Tally(long nanos, long signedIn, long turnedAway, long failed) {
        Tally since(Tally earlier) {
            return new Tally(
                    nanos - earlier.nanos,
                    signedIn - earlier.signedIn,
                    turnedAway - earlier.turnedAway,
                    failed - earlier.failed);
        }

        Tally plus(Tally other) {
            return new Tally(
                    nanos + other.nanos,
                    signedIn + other.signedIn,
                    turnedAway + other.turnedAway,
                    failed + other.failed);
        }

        double signedInPerSecond() {
            return signedIn * 1e9 / nanos;
        }
    }

    /** Lets everybody have their last answer. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
