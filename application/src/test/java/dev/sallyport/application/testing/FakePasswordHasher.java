package dev.sallyport.application.testing;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Hashes nothing, quickly, and counts how much work a real one would have had. */
public final class FakePasswordHasher implements PasswordHasher {
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicReference<String> cost = new AtomicReference<>("fake");
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger unguessable = new AtomicInteger();

    @Override
    public PasswordHash hash(Password password) {
        work.incrementAndGet();
        meanwhile.get().run();
        return PasswordHash.of("$" + cost.get() + "$" + password.reveal());
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        work.incrementAndGet();
        meanwhile.get().run();
        return hash.reveal().split("\\$", 3)[2].equals(password.reveal());
    }

    @Override
    public void verifyNothing(Password password) {
        work.incrementAndGet();
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        boolean outdated = !hash.reveal().startsWith("$" + cost.get() + "$");
        return outdated ? Optional.of(hash(password)) : Optional.empty();
    }

    /** Whatever is not said to be broken. */
    @Override
    public boolean recognises(PasswordHash hash) {
        return !hash.reveal().startsWith("$broken$");
    }

    @Override
    public boolean isTooDear(PasswordHash hash) {
        return hash.reveal().startsWith("$dear$");
    }

    /** No password has a line break at its end. */
    @Override
    public PasswordHash unguessable() {
        return PasswordHash.of("$" + cost.get() + "$nobody's " + unguessable.incrementAndGet() + "\n");
    }

    /** Has new hashes made at another cost from now on, by its name. */
    public void changeCost(String name) {
        cost.set(name);
    }

    /** Has something happen while a password is being hashed. */
    public void during(Runnable happening) {
        meanwhile.set(happening);
    }

    /** How many hashes a real hasher would have computed. */
    public int work() {
        return work.get();
    }
}
