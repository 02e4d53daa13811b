package dev.sallyport.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes {@linkplain BoundedSocket bounded} sockets, connected already or by somebody else. */
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
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(from);
            socket.connect(to, patience.forOneAnswerInMillis());
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }
}
