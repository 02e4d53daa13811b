package dev.sallyport.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/** A connection that is neither waited for nor listened to without end: a read timeout alone lets a server dribble for hours. */
final class BoundedSocket extends WriteTimeoutSocket {
    /** A conversation of a hundred mails takes some ten kilobytes. */
    private static final int MOST_BYTES = 1 << 20;

    private final Patience patience;

    BoundedSocket(Socket socket, Patience patience, ScheduledExecutorService writeTimeouts) throws IOException {
        super(socket, patience.forOneAnswerInMillis(), writeTimeouts);
        this.patience = patience;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream());
    }

    private final class Bounded extends FilterInputStream {
        private int left = MOST_BYTES;

        private Bounded(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new EndlessReply();
            }
            setSoTimeout(patience.leftInMillis());
            int read = super.read(bytes, offset, Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
