package dev.sallyport.persistence.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How old a replica is, told by no clock but ours. Now and then the primary is asked for its position in the write-ahead log. Once the replica has
 * replayed up to there, it has everything that was committed before the primary was asked, however long that took and whether or not anything
 * happened since. Moments are those of {@link System#nanoTime()}.
 */
final class Freshness {
    /** Ten minutes' worth, if seen once a second; who is further behind is told to be that far. */
    private static final int MOST_SEEN = 600;

    private record Seen(long position, long moment) {}

    private final Deque<Seen> ahead = new ArrayDeque<>();
    private @Nullable Seen reached;

    /**
     * @param moment before the primary was asked
     */
    void primaryWasAt(long position, long moment) {
        if (ahead.size() == MOST_SEEN) {
            ahead.removeLast();
        }
        ahead.addLast(new Seen(position, moment));
    }

    void replicaIsAt(long position) {
        while (!ahead.isEmpty() && ahead.getFirst().position() <= position) {
            reached = ahead.removeFirst();
        }
    }

    /** The moment up to which the replica is known to have everything; null if nothing is known. */
    @Nullable
    Long completeUntil() {
        return reached == null ? null : reached.moment();
    }

    /** The moment of which the replica may lack something; null if nothing is known. */
    @Nullable
    Long lacksSince() {
        return ahead.isEmpty() ? null : ahead.getFirst().moment();
    }
}
