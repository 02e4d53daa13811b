package dev.sallyport.bootstrap.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx in front of several servers, as the compose file has it. */
final class Nginx implements AutoCloseable {
    private static final List<Path> USUAL_PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/opt/homebrew/bin"));
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    /** What comes with the compose file: it is tried here, but for where everything is. */
    private static final Path CONFIGURATION = Path.of("../deploy/compose/nginx.conf");

    private static final Pattern SERVER = Pattern.compile("( +server )[a-z0-9-]+:3000( [^;]*);\n");

    /** Where it may write, and which server an answer is from. */
    private static final String OF_THE_TEST = """
            http {
                client_body_temp_path FOLDER/body;
                proxy_temp_path FOLDER/proxy;
                fastcgi_temp_path FOLDER/fastcgi;
                uwsgi_temp_path FOLDER/uwsgi;
                scgi_temp_path FOLDER/scgi;
                add_header X-Served-By $upstream_addr always;
            """;

    private final Path folder;
    private final List<Integer> servers;
    private final int port;
    private final Process process;

    private Nginx(Path program, Path folder, List<Integer> servers) throws IOException {
        this.folder = folder;
        this.servers = servers;
        this.port = freePort();
        configure(Set.of());
        this.process = new ProcessBuilder(
                        program.toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration().toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-g",
                        "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || isListening());
        if (!process.isAlive()) {
            throw new AssertionError("nginx does not start: " + Files.readString(folder.resolve("output.log")));
        }
    }

    /**
     * Starts it, if there is one: else the test is skipped, and says so, or fails where {@code CI} is set.
     *
     * @param folder an empty folder for what it wants to keep
     * @param servers the ports that it spreads requests over
     */
    static Nginx start(Path folder, List<Integer> servers) {
        try {
            return new Nginx(installed(), folder, servers);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path installed() {
        return find().orElseGet(() -> {
            String message = "No nginx is on the PATH: several instances behind a load balancer are NOT tested."
                    + " Install it, for example with: apt-get install nginx-light";
            if (System.getenv("CI") != null) {
                throw new AssertionError(message);
            }
            System.err.println(message);
            return abort(message);
        });
    }

    private static Optional<Path> find() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                                .map(Path::of),
                        USUAL_PLACES.stream())
                .map(folder -> folder.resolve("nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path configuration() {
        return folder.resolve("nginx.conf");
    }

    private void configure(Set<Integer> takenOut) throws IOException {
        Iterator<Integer> next = servers.iterator();
        String balanced = SERVER.matcher(Files.readString(CONFIGURATION)).replaceAll(server -> {
            int port = next.next();
            return server.group(1) + "127.0.0.1:" + port + server.group(2) + (takenOut.contains(port) ? " down" : "")
                    + ";\n";
        });
        if (next.hasNext() || !balanced.contains("listen 8080;")) {
            throw new AssertionError(CONFIGURATION + " is not for " + servers.size() + " servers behind port 8080");
        }
        Files.writeString(
                configuration(),
                balanced.replace("http {\n", OF_THE_TEST.replace("FOLDER", String.valueOf(folder)))
                        .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                        .replaceFirst("pid [^;]+;", "pid " + folder + "/nginx.pid;"));
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Sends those servers nothing any more, and all others everything; requests that are under way are finished by whoever has them. */
    void takeOut(Set<Integer> takenOut) {
        try {
            configure(takenOut);
            List<ProcessHandle> workers = process.children().toList();
            new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            await().atMost(LONGEST_START)
                    .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive) && isListening());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(impatient);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> workers = process.children().toList();
        process.destroy();
        process.onExit().join();
        workers.forEach(worker -> worker.onExit().join());
    }
}
