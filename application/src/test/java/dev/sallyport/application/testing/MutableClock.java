package dev.sallyport.application.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public final class MutableClock implements InstantSource {
    private final AtomicReference<Runnable> onMove = new AtomicReference<>(() -> {});
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
        onMove.get().run();
    }

    /** Has something done whenever the clock was moved. */
    public void onMove(Runnable reaction) {
        onMove.set(reaction);
    }
}
