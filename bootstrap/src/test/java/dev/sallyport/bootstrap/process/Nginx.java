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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real nginx in front of several servers, configured as somebody would who has nothing else to balance load. */
final class Nginx implements AutoCloseable {
    private static final List<Path> USUAL_PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"), Path.of("/opt/homebrew/bin"));
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    /**
     * Each request goes over a connection of its own, and to the next server if that cannot be made. If it breaks later, only what may be asked twice
     * is asked again: that is nginx's default for {@code error timeout}.
     */
    private static final String CONFIGURATION = """
            daemon off;
            master_process on;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                upstream sallyport {
            %3$s
                }
                server {
                    listen 127.0.0.1:%2$d;
                    location / {
                        proxy_pass http://sallyport;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_connect_timeout 2s;
                        proxy_next_upstream error timeout;
                        proxy_next_upstream_tries 3;
                        add_header X-Served-By $upstream_addr always;
                    }
                }
            }
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
                        folder.resolve("error.log").toString())
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
        String upstream = servers.stream()
                .map(server -> "        server 127.0.0.1:" + server + " max_fails=1 fail_timeout=1s"
                        + (takenOut.contains(server) ? " down;" : ";"))
                .collect(Collectors.joining("\n"));
        Files.writeString(configuration(), CONFIGURATION.formatted(folder, port, upstream));
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
