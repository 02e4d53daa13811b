package dev.sallyport.application.testing;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Hashes nothing, quickly, and counts how much work a real one would have had. */
public final class FakePasswordHasher implements PasswordHasher {
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicInteger work = new AtomicInteger();

    @Override
    public PasswordHash hash(Password password) {
        work.incrementAndGet();
        return PasswordHash.of("$fake$" + password.reveal());
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        work.incrementAndGet();
        meanwhile.get().run();
        return hash.reveal().equals("$fake$" + password.reveal());
    }

    @Override
    public void verifyNothing(Password password) {
        work.incrementAndGet();
    }

    /** Has something happen while a password is being checked. */
    public void during(Runnable happening) {
        meanwhile.set(happening);
    }

    /** How many hashes a real hasher would have computed. */
    public int work() {
        return work.get();
    }
}
