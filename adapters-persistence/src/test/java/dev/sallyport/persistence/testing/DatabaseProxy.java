package dev.sallyport.persistence.testing;

import dev.sallyport.persistence.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wire between a client and PostgreSQL, which can be listened to, cut and silenced. */
public final class DatabaseProxy implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):([0-9]+)/");
    private static final int BUFFER_SIZE = 64 * 1024;

    /** Hears what passes on one connection, before it is passed on. The two directions are heard by two threads. */
    public interface Listener {
        void fromClient(byte[] bytes, int length);

        void fromServer(byte[] bytes, int length);
    }

    private final DatabaseSettings settings;
    private final InetSocketAddress target;
    private final Supplier<Listener> listeners;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition restored = lock.newCondition();
    private volatile boolean isCut;
    private boolean isSilent;

    private DatabaseProxy(DatabaseSettings target, Supplier<Listener> listeners) throws IOException {
        Matcher address = ADDRESS.matcher(target.jdbcUrl());
        if (!address.find()) {
            throw new IllegalArgumentException("needs a URL with host and port");
        }
        this.target = new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
        this.listeners = listeners;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.settings = new DatabaseSettings(
                address.replaceFirst("//localhost:" + entrance.getLocalPort() + "/"),
                target.user(),
                target.password(),
                target.poolSize());
        Thread.ofVirtual().start(this::accept);
    }

    /** A wire to that database, with a listener for each connection. */
    public static DatabaseProxy before(DatabaseSettings target, Supplier<Listener> listeners) {
        try {
            return new DatabaseProxy(target, listeners);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A wire that nobody listens to. */
    public static DatabaseProxy before(DatabaseSettings target) {
        return before(target, Deaf::new);
    }

    /** The database as it is reached through this wire. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** Breaks every connection, and lets none be made. */
    public void cut() {
        isCut = true;
        sockets.forEach(DatabaseProxy::close);
    }

    /** Lets nothing through any more, without breaking anything: as if the server had vanished from the network. */
    public void silence() {
        setSilent(true);
    }

    public void restore() {
        isCut = false;
        setSilent(false);
    }

    private void setSilent(boolean silent) {
        lock.lock();
        try {
            isSilent = silent;
            restored.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitSound() {
        lock.lock();
        try {
            while (isSilent) {
                restored.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        restore();
        cut();
        entrance.close();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException closed) {
                // The wire is no longer needed.
                return;
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        sockets.add(client);
        sockets.add(server);
        if (isCut) {
            close(client);
            return;
        }
        try {
            server.connect(target);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException noServer) {
            // To the client it is as if this were the server that does not answer.
            close(client);
            return;
        }
        Listener listener = listeners.get();
        Thread.ofVirtual().start(() -> pass(client, server, listener::fromClient));
        Thread.ofVirtual().start(() -> pass(server, client, listener::fromServer));
    }

    private interface Ear {
        void hear(byte[] bytes, int length);
    }

    private void pass(Socket from, Socket to, Ear ear) {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitSound();
                ear.hear(buffer, length);
                out.write(buffer, 0, length);
            }
        } catch (IOException hungUp) {
            // One side hung up, or the wire was cut: closing both sides is all there is to do.
            close(from);
        } finally {
            sockets.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record Deaf() implements Listener {
        @Override
        public void fromClient(byte[] bytes, int length) {}

        @Override
        public void fromServer(byte[] bytes, int length) {}
    }
}
