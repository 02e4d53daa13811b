package dev.sallyport.persistence.session;

import dev.sallyport.application.session.RevocationFeed;
import dev.sallyport.persistence.sql.Outages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Reads {@code revocations}, and which edition of the roles there is, over a connection of its own. {@code NOTIFY} only says that it is worth looking; what there is to know is
 * always read from the table, and it is also read when nothing was said. So nothing is missed where notifications do not get through, as
 * with a pooler between, and a lost connection only costs what it takes to begin anew.
 */
public final class PostgresRevocationFeed implements RevocationFeed {
    private static final String REVOCATIONS = "sallyport_revocations";
    private static final String MAIL = "sallyport_mail";

    private final Jdbi unpooled;
    private final Duration relevance;
    private final Runnable onMail;
    private @Nullable Following following;

    /** A connection that listens, and how far it has come. */
    private static final class Following {
        private final Handle handle;
        private final RevocationReader reader;

        private Following(Handle handle, Duration relevance) {
            this.handle = handle;
            this.reader = new RevocationReader(relevance);
        }
    }

    /**
     * One that is not connected yet.
     *
     * @param unpooled makes connections that may be kept
     * @param relevance for how long a revocation matters, and may have been written before it could be seen
     * @param onMail called when mail was queued anywhere, if that is heard: it comes over the same connection, since connections are dear
     */
    public PostgresRevocationFeed(Jdbi unpooled, Duration relevance, Runnable onMail) {
        this.unpooled = unpooled;
        this.relevance = relevance;
        this.onMail = onMail;
    }

    @Override
    public synchronized News await(Duration longestWait) {
        try {
            return Outages.reported(() -> following == null ? everything() : news(following, longestWait));
        } catch (RuntimeException | Error failure) {
            // Halfway through the news, nobody knows which of them were told.
            close();
            throw failure;
        }
    }

    @Override
    public void beginAnew() {
        close();
    }

    private News everything() {
        Following begun = new Following(unpooled.open(), relevance);
        following = begun;
        begun.handle.execute("LISTEN " + REVOCATIONS + "; LISTEN " + MAIL);
        return begun.reader.read(begun.handle);
    }

    private News news(Following following, Duration longestWait) {
        awaitNotification(following.handle.getConnection(), longestWait);
        return following.reader.read(following.handle);
    }

    /** Until something was revoked or roles were changed, or for so long: mail alone is no reason to look for revocations. */
    private void awaitNotification(Connection connection, Duration longestWait) {
        long begun = System.nanoTime();
        boolean heard = false;
        try {
            PGConnection listening = connection.unwrap(PGConnection.class);
            for (Duration left = longestWait;
                    !heard && left.toMillis() > 0;
                    left = longestWait.minusNanos(System.nanoTime() - begun)) {
                Set<String> channels = Stream.of(listening.getNotifications((int) left.toMillis()))
                        .map(PGNotification::getName)
                        .collect(Collectors.toSet());
                heard = channels.contains(REVOCATIONS);
                if (channels.contains(MAIL)) {
                    onMail.run();
                }
            }
        } catch (SQLException broken) {
            throw new ConnectionException(broken);
        }
    }

    /** Gives the connection back; whoever asks again begins anew. */
    @Override
    public synchronized void close() {
        Following closing = following;
        following = null;
        if (closing != null) {
            closing.handle.close();
        }
    }
}
