package dev.sallyport.persistence.testing;

import dev.sallyport.persistence.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts true round trips to PostgreSQL, on the wire: each time a client speaks to a server that has finished answering
 * ({@code ReadyForQuery}), however many statements it then sends at once. A {@code COMMIT} counts if it travels alone, {@code BEGIN}
 * does not, since the driver sends it along with the next statement.
 *
 * <p>Signing in does not count, nor what the pool asks for its own sake: whether a connection that was idle still lives, and at which
 * isolation level transactions begin.
 *
 * <pre>{@code
 * try (var counter = RoundTripCounter.before(postgres.settings());
 *         var database = Database.open(counter.settings())) {
 *     assertThat(counter.during(() -> database.users().credentials(email))).isEqualTo(1);
 * }
 * }</pre>
 */
public final class RoundTripCounter implements AutoCloseable {
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final DatabaseProxy wire;

    private RoundTripCounter(DatabaseSettings database) {
        wire = DatabaseProxy.before(database, Conversation::new);
    }

    /** A counter in front of that database. */
    public static RoundTripCounter before(DatabaseSettings database) {
        return new RoundTripCounter(database);
    }

    /** The database as it is reached through the counter. */
    public DatabaseSettings settings() {
        return wire.settings();
    }

    /** How many round trips everybody together has made so far. */
    public int soFar() {
        return roundTrips.get();
    }

    /** How many round trips everybody together makes while this is done. */
    public int during(Runnable work) {
        int before = roundTrips.get();
        work.run();
        return roundTrips.get() - before;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    /** One connection, as far as it must be understood (PostgreSQL's documentation, chapter "Message Formats"). */
    private final class Conversation implements DatabaseProxy.Listener {
        private static final int TAIL = 6;
        private static final byte PARSE = 'P';
        private static final byte TERMINATE = 'X';
        private static final int MESSAGE_HEAD = 5;

        private byte[] tail = new byte[0];

        @Override
        public synchronized void fromServer(byte[] bytes, int length) {
            byte[] joined = Arrays.copyOf(tail, tail.length + length);
            System.arraycopy(bytes, 0, joined, tail.length, length);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
        }

        @Override
        public synchronized void fromClient(byte[] bytes, int length) {
            if (serverHasFinished() && bytes[0] != TERMINATE && !isOfThePool(bytes, length)) {
                roundTrips.incrementAndGet();
            }
            tail = new byte[0];
        }

        /** Whether the last that was heard of the server is ReadyForQuery: Z, a length of five, and the transaction's state. */
        private boolean serverHasFinished() {
            return tail.length == TAIL
                    && tail[0] == 'Z'
                    && tail[1] == 0
                    && tail[2] == 0
                    && tail[3] == 0
                    && tail[4] == 5;
        }

        private boolean isOfThePool(byte[] bytes, int length) {
            if (bytes[0] != PARSE || length <= MESSAGE_HEAD + 1 || bytes[MESSAGE_HEAD] != 0) {
                return false;
            }
            int start = MESSAGE_HEAD + 1;
            int end = start;
            while (end < length && bytes[end] != 0) {
                end++;
            }
            String sql = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            return sql.isEmpty() || sql.equals("SHOW TRANSACTION ISOLATION LEVEL");
        }
    }
}
