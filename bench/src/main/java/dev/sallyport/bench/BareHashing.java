package dev.sallyport.bench;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.security.account.Argon2Parameters;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The server's own hashing and nothing else, on all cores: what no server can surpass in signing people in. */
final class BareHashing {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final PasswordHasher hasher =
            new Argon2idPasswordHasher(Argon2Parameters.STANDARD, CORES, Duration.ofMinutes(1));
    private final Password password = Password.of(Accounts.PASSWORD);
    private final PasswordHash hash = hasher.hash(password);

    /** How many passwords are verified in a second, by as many threads as there are cores. */
    double perSecond(Duration duration) throws InterruptedException {
        LongAdder verified = new LongAdder();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Thread[] callers = new Thread[CORES];
        for (int i = 0; i < CORES; i++) {
            callers[i] = Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    hasher.verify(password, hash);
                    verified.increment();
                }
            });
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return verified.sum() * 1e9 / (System.nanoTime() - start);
    }
}
