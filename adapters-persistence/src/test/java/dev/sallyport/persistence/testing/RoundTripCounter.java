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
        private static final byte PARSE = 'P';
        private static final byte QUERY = 'Q';
        private static final byte TERMINATE = 'X';
        private static final int MESSAGE_HEAD = 5;

        /** ReadyForQuery: Z, a length of five, and the transaction's state. */
        private static final int READY_LENGTH = 6;

        /** What the server says to BEGIN, before it has read on: CommandComplete and ReadyForQuery. */
        private static final int ANSWER_TO_BEGIN = MESSAGE_HEAD + "BEGIN\0".length() + READY_LENGTH;

        private byte[] tail = new byte[0];
        private long answered;
        private boolean begins;

        @Override
        public synchronized void fromServer(byte[] bytes, int length) {
            byte[] joined = Arrays.copyOf(tail, tail.length + length);
            System.arraycopy(bytes, 0, joined, tail.length, length);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - READY_LENGTH), joined.length);
            answered += length;
        }

        @Override
        public synchronized void fromClient(byte[] bytes, int length) {
            if (!serverHasFinished()) {
                return;
            }
            String sql = firstStatement(bytes, length);
            if (bytes[0] != TERMINATE && !sql.isEmpty() && !sql.equals("SHOW TRANSACTION ISOLATION LEVEL")) {
                roundTrips.incrementAndGet();
            }
            tail = new byte[0];
            answered = 0;
            begins = sql.equals("BEGIN");
        }

        private boolean serverHasFinished() {
            boolean ready = tail.length == READY_LENGTH
                    && tail[0] == 'Z'
                    && tail[1] == 0
                    && tail[2] == 0
                    && tail[3] == 0
                    && tail[4] == READY_LENGTH - 1;
            return ready && !(begins && answered == ANSWER_TO_BEGIN);
        }

        /** The first statement that a client names, or something not empty if it executes one that it prepared before. */
        private String firstStatement(byte[] bytes, int length) {
            int start = switch (bytes[0]) {
                case QUERY -> MESSAGE_HEAD;
                case PARSE -> end(bytes, length, MESSAGE_HEAD) + 1;
                default -> 0;
            };
            return new String(bytes, start, end(bytes, length, start) - start, StandardCharsets.UTF_8);
        }

        /** Where the text that starts there ends. */
        private int end(byte[] bytes, int length, int start) {
            int end = start;
            while (end < length && bytes[end] != 0) {
                end++;
            }
            return end;
        }
    }
}
