package dev.sallyport.bootstrap.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that ask again and again, each time on a new connection, so that it is plain which request was dropped. */
final class Load implements AutoCloseable {
    private static final String BODY = """
            {"email": "nobody@example.com", "password": "correct horse battery staple"}""";
    private static final String REQUEST = """
            POST /api/v1/auth/login HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: %d\r
            Connection: close\r
            \r
            %s""".formatted(BODY.length(), BODY);

    private final int port;
    private final List<Thread> clients;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
    private volatile long stopping = Long.MAX_VALUE;

    private Load(int port, int clients) {
        this.port = port;
        this.clients = IntStream.range(0, clients)
                .mapToObj(client -> Thread.ofPlatform().daemon().start(this::ask))
                .toList();
    }

    static Load on(int port, int clients) {
        return new Load(port, clients);
    }

    private void ask() {
        boolean open = true;
        while (open) {
            open = askOnce();
        }
    }

    /** Whether the server still lets us in. */
    private boolean askOnce() {
        Socket socket;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException refused) {
            return false;
        }
        long begun = System.nanoTime();
        try (socket;
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (answer.startsWith("HTTP/1.1 ") && answer.contains("\r\n\r\n")) {
                answered.incrementAndGet();
                return true;
            }
            return drop(begun, "an answer of " + answer.length() + " bytes");
        } catch (SocketException reset) {
            return drop(begun, reset.getMessage());
        } catch (IOException failure) {
            return drop(begun, failure.toString());
        }
    }

    /** Who comes after the signal may find the door closing; who was in before must be served. */
    private boolean drop(long begun, String how) {
        if (begun < stopping) {
            dropped.add(how);
        }
        return false;
    }

    /** The server is told to stop from now on. */
    void serverIsToldToStop() {
        stopping = System.nanoTime();
    }

    int answered() {
        return answered.get();
    }

    /** How those requests ended that were under way when the server was told to stop, or before, and got no answer. */
    List<String> dropped() {
        return List.copyOf(dropped);
    }

    /** Waits until the server lets nobody in any more. */
    @Override
    public void close() {
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
