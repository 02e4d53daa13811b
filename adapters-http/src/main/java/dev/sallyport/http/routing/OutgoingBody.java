package dev.sallyport.http.routing;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body on its way to the caller, buffered. As long as the first bytes are still in the buffer there is no answer yet, and anything else can
 * be answered instead.
 */
final class OutgoingBody extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingBody.class);

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Context context;
    private final Runnable head;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private boolean begun;
    private boolean callerGone;

    /**
     * Nothing yet.
     *
     * @param head sets status and headers, just before the first bytes leave
     */
    OutgoingBody(Context context, Runnable head) {
        this.context = context;
        this.head = head;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > BUFFER_BYTES - buffered) {
            sendBuffered();
        }
        if (length > BUFFER_BYTES) {
            send(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    @Override
    public void flush() throws IOException {
        sendBuffered();
        if (begun) {
            toCaller(OutputStream::flush);
        }
    }

    /** Nothing: who fails closes, too, and that must not make a whole answer of half of one. */
    @Override
    public void close() {}

    /** That was all of it. */
    void finish() throws IOException {
        begin();
        sendBuffered();
        toCaller(OutputStream::close);
    }

    /**
     * That was not all of it, and the caller is to notice. They do by the last chunk that never comes; whoever knows no chunks takes the
     * end of a connection for the end of the body, so theirs is reset.
     *
     * <p>It is the connection that is ended here, not Jetty's request: Javalin still has its hands on that one.
     */
    void breakOff(Throwable failure) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (!knowsChunks() && connection.getTransport() instanceof SocketChannel socket) {
            resetOnClose(socket);
        }
        connection.close(failure);
    }

    private static void resetOnClose(SocketChannel socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            LOG.debug("the connection is closed already", closed);
        }
    }

    /** Whether something has left that cannot be taken back. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it failed because nobody takes it any more. */
    boolean isCallerGone() {
        return callerGone;
    }

    private void sendBuffered() throws IOException {
        if (buffered > 0) {
            int length = buffered;
            buffered = 0;
            send(buffer, 0, length);
        }
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        begin();
        toCaller(caller -> caller.write(bytes, offset, length));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            head.run();
            if (knowsChunks()) {
                // Or Jetty would send none if the connection is to close, and half of a body would look like a whole
                // one.
                context.header("Transfer-Encoding", "chunked");
            }
        }
    }

    private boolean knowsChunks() {
        return context.req().getProtocol().equals("HTTP/1.1");
    }

    @FunctionalInterface
    private interface Sending {
        void to(OutputStream caller) throws IOException;
    }

    private void toCaller(Sending sending) throws IOException {
        try {
            sending.to(context.res().getOutputStream());
        } catch (IOException gone) {
            callerGone = true;
            throw gone;
        }
    }
}
