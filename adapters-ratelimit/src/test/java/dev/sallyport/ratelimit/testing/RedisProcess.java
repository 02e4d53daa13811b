package dev.sallyport.ratelimit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * A running Redis of the test's own, on this machine alone, which keeps nothing. It can be hung, killed and started again on the same port, as
 * happens to real ones.
 */
public final class RedisProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(10);
    private static final Path EXECUTABLE = unpack();

    /** The nodes of a cluster talk to each other on a port that is higher by so much. */
    private static final int CLUSTER_BUS = 10_000;

    private static final int MAX_PORT = 65_535;

    private final int port;
    private final List<String> arguments;
    private Process process;

    private RedisProcess(int port, List<String> arguments) {
        this.port = port;
        this.arguments = arguments;
        this.process = launch();
    }

    /**
     * Starts one on a free port.
     *
     * @param options more of them, as on the command line of {@code redis-server}
     */
    public static RedisProcess start(String... options) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        arguments.addAll(List.of(options));
        return new RedisProcess(port, arguments);
    }

    /** Starts a sentinel that watches a master alone, and replaces it within seconds. */
    public static RedisProcess startSentinel(String name, RedisProcess master) {
        int port = freePort();
        try {
            Path configuration = Files.createTempFile("sentinel", ".conf");
            Files.write(
                    configuration,
                    List.of(
                            "port " + port,
                            "bind 127.0.0.1",
                            "sentinel monitor " + name + " 127.0.0.1 " + master.port + " 1",
                            "sentinel down-after-milliseconds " + name + " 500",
                            "sentinel failover-timeout " + name + " 3000"));
            return new RedisProcess(port, List.of(configuration.toString(), "--sentinel"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A port that nobody listens on at the moment, low enough for the node of a cluster. */
    public static int freePort() {
        int port = anyFreePort();
        while (port > MAX_PORT - CLUSTER_BUS) {
            port = anyFreePort();
        }
        return port;
    }

    private static int anyFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path unpack() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(EXECUTABLE.toString()));
        command.addAll(arguments);
        try {
            Process started = new ProcessBuilder(command)
                    .directory(Files.createTempDirectory("redis").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            Awaitility.await().atMost(LONGEST_START).until(() -> listens(started));
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean listens(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("redis-server ended with " + started.exitValue());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** From now on it accepts connections and never answers. */
    public void hang() {
        signal("STOP");
    }

    /** It goes on where it hung. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " answered " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** It is gone at once, with all that it knew. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts it again after {@link #kill}, empty, on the same port. */
    public void restart() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
