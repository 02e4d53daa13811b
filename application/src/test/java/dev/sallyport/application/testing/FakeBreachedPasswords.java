package dev.sallyport.application.testing;

import dev.sallyport.application.account.BreachedPasswords;
import dev.sallyport.domain.account.Password;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Knows the breaches that it was told of, and counts how often it was asked. */
public final class FakeBreachedPasswords implements BreachedPasswords {
    private final List<Password> known = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public boolean contain(Password password) {
        asked.incrementAndGet();
        meanwhile.get().run();
        return known.stream().anyMatch(password::matches);
    }

    /** Has something happen while it is being asked. */
    public void during(Runnable happening) {
        meanwhile.set(happening);
    }

    /** From now on this one is known to everybody. */
    public void learn(Password password) {
        known.add(password);
    }

    public int asked() {
        return asked.get();
    }
}
