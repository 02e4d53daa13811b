package dev.sallyport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import redis.embedded.core.ExecutableProvider;

/** A throw-away Redis on this machine, which comes with the build. */
record LocalRedis(Process process, int port) implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    static LocalRedis start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        ExecutableProvider.newJarResourceProvider().get().getPath(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "")
                .directory(Files.createTempDirectory("redis").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Instant latest = Instant.now().plus(LONGEST_START);
        while (!listens(port)) {
            if (!process.isAlive() || Instant.now().isAfter(latest)) {
                throw new IOException("redis-server does not start");
            }
            Thread.sleep(20);
        }
        return new LocalRedis(process, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
