package dev.sallyport.application.testing;

import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.domain.session.Revocation;
import java.time.Duration;
import java.util.List;

/** {@link RevocationFeed} in memory. It never waits. */
public final class InMemoryRevocationFeed implements RevocationFeed {
    private final InMemoryDatabase database;
    private int told;

    public InMemoryRevocationFeed(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public News await(Duration longestWait) {
        List<Revocation> all = database.revocations.values();
        List<Revocation> news = all.subList(told, all.size());
        told = all.size();
        return new News(news, database.edition());
    }

    @Override
    public void beginAnew() {
        told = 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
