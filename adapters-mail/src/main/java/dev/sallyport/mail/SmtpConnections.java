package dev.sallyport.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept open for the next mail: for half a minute after the last one, for five minutes and a hundred mails at the most, since
 * servers limit both. May be used by any number of threads; each connection belongs to one at a time.
 */
final class SmtpConnections {
    /** Shorter than any server waits (RFC 5321 §4.5.3.2.7: five minutes). */
    static final Duration LONGEST_REST = Duration.ofSeconds(30);

    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
    static final int MOST_MAILS = 100;

    private final InstantSource clock;
    private final Deque<Resting> resting = new ArrayDeque<>();
    private boolean closed;

    private record Resting(SmtpConnection connection, Instant since) {}

    SmtpConnections(InstantSource clock) {
        this.clock = clock;
    }

    /** The one that was used last, to be given back or hung up; empty if there is none. */
    Optional<SmtpConnection> take() {
        closeRested();
        synchronized (this) {
            return Optional.ofNullable(resting.pollLast()).map(Resting::connection);
        }
    }

    /** Keeps it for the next mail, unless it has served its time. */
    void giveBack(SmtpConnection connection) {
        Instant now = clock.instant();
        if (connection.mails() >= MOST_MAILS
                || !now.isBefore(connection.openedAt().plus(LONGEST_LIFE))
                || !keep(new Resting(connection, now))) {
            connection.hangUp();
        }
    }

    private synchronized boolean keep(Resting connection) {
        return !closed && resting.add(connection);
    }

    /**
     * Hangs up those that have rested for long enough.
     *
     * @return whether others rest still
     */
    boolean closeRested() {
        Instant now = clock.instant();
        List<SmtpConnection> over = new ArrayList<>();
        boolean others;
        synchronized (this) {
            for (Resting first = resting.peekFirst(); isOver(first, now); first = resting.peekFirst()) {
                over.add(resting.removeFirst().connection());
            }
            others = !resting.isEmpty();
        }
        over.forEach(SmtpConnection::hangUp);
        return others;
    }

    private static boolean isOver(@Nullable Resting connection, Instant now) {
        return connection != null && !now.isBefore(connection.since().plus(LONGEST_REST));
    }

    /** Hangs all up, those that are in use as soon as they are given back. */
    void close() {
        List<Resting> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(resting);
            resting.clear();
        }
        all.forEach(rested -> rested.connection().hangUp());
    }
}
