package dev.sallyport.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;

/** Makes {@linkplain BoundedSocket bounded} sockets that somebody else connects. */
final class PlainSockets extends SocketFactory {
    private final Patience patience;
    private final ScheduledExecutorService writeTimeouts;

    PlainSockets(Patience patience, ScheduledExecutorService writeTimeouts) {
        this.patience = patience;
        this.writeTimeouts = writeTimeouts;
    }

    @Override
    public Socket createSocket() {
        try {
            return bounded(new Socket());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** That socket, bounded if it is not yet. */
    Socket bounded(Socket socket) throws IOException {
        return socket instanceof BoundedSocket ? socket : new BoundedSocket(socket, patience, writeTimeouts);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
