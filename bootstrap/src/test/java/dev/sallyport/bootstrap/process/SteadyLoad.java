package dev.sallyport.bootstrap.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Clients that ask the same again and again, each time on a new connection, and expect the same status whatever happens behind the load balancer. */
final class SteadyLoad implements AutoCloseable {
    /** Enough to meet every moment of a restart, and little enough for servers to start beside it. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private final int port;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients;
    private volatile boolean over;

    /**
     * What one client asks.
     *
     * @param headers each with its line end
     */
    record Question(String method, String path, String headers, String body, int expected) {
        private String text() {
            return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }
    }

    private SteadyLoad(int port, List<Question> questions) {
        this.port = port;
        this.clients = questions.stream()
                .map(question -> Thread.ofPlatform().daemon().start(() -> ask(question)))
                .toList();
    }

    /** Begins, with so many clients for each question. */
    static SteadyLoad on(int port, int clients, Question... questions) {
        return new SteadyLoad(
                port,
                Stream.of(questions)
                        .flatMap(question -> Stream.generate(() -> question).limit(clients))
                        .toList());
    }

    private void ask(Question question) {
        while (!over) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    InputStream in = socket.getInputStream()) {
                socket.getOutputStream().write(question.text().getBytes(StandardCharsets.US_ASCII));
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (answer.startsWith("HTTP/1.1 " + question.expected + " ")) {
                    answered.incrementAndGet();
                } else {
                    failed.add(question.method + " " + question.path + " → "
                            + answer.lines().findFirst());
                }
            } catch (IOException failure) {
                failed.add(question.method + " " + question.path + " → " + failure);
            }
            LockSupport.parkNanos(BREATH.toNanos());
        }
    }

    int answered() {
        return answered.get();
    }

    /** Lets everybody finish, and tells what failed. */
    List<String> end() {
        over = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
        return List.copyOf(failed);
    }

    @Override
    public void close() {
        end();
    }
}
