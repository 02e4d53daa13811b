package dev.sallyport.persistence.session;

import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.persistence.sql.Statements;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was revoked when it is asked, over the connections of everybody else, and never waits. It is for a place that stands still between
 * requests, where a connection that listens would hear nothing, and where a pooler between could not share it.
 */
public final class PolledRevocationFeed implements RevocationFeed {
    private final Statements statements;
    private final Duration relevance;
    private @Nullable RevocationReader reader;

    /**
     * @param relevance for how long a revocation matters, and may have been written before it could be seen
     */
    public PolledRevocationFeed(Statements statements, Duration relevance) {
        this.statements = statements;
        this.relevance = relevance;
    }

    @Override
    public synchronized News await(Duration longestWait) {
        RevocationReader reading = reader == null ? new RevocationReader(relevance) : reader;
        // Halfway through the news, nobody knows which of them were told.
        reader = null;
        News news = statements.ask(reading::read);
        reader = reading;
        return news;
    }

    @Override
    public synchronized void beginAnew() {
        reader = null;
    }

    /** There is nothing to give back. */
    @Override
    public void close() {
        beginAnew();
    }
}
