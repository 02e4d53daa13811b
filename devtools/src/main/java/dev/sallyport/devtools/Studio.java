package dev.sallyport.devtools;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.background.Repeating;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data browser: H2's web console, already connected to the database. We stand in front of it, on the loopback address alone,
 * because by itself it asks for a connection first, forgets who was idle for half an hour, and ends for good when somebody disconnects.
 */
final class Studio implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

    /** The console's pages. Others would leave our database for another, or end the console. */
    private static final Set<String> PAGES = Set.of(
            "/frame.jsp",
            "/header.jsp",
            "/tables.do",
            "/query.jsp",
            "/query.do",
            "/help.jsp",
            "/autoCompleteList.do",
            "/getHistory.do",
            "/editResult.do");

    private static final Pattern ASSET = Pattern.compile("/[A-Za-z0-9_-]+\\.(css|js|gif|ico|png)");
    private static final Pattern SESSION = Pattern.compile("(?:.*&)?jsessionid=([0-9a-zA-Z]+)(?:&.*)?");

    /** Inside one of the console's frames, only a script gets out of it. */
    private static final String START_AFRESH = """
            <!doctype html><title>Reconnecting</title><script>top.location.replace("/")</script>
            <a href="/" target="_top">Connect again</a>
            """;

    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final H2Console console;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Repeating keepAlive;

    private Studio(HttpServer server, H2Console console) {
        this.server = server;
        this.console = console;
        this.keepAlive = Repeating.start("studio-keep-alive", KEEP_ALIVE, this::keepSessions);
    }

    /**
     * Opens it.
     *
     * @param port 0 for any free one
     * @param database that is browsed
     * @throws CannotStart if the port is in use
     */
    static Studio start(int port, Browsed database) {
        H2Console console = H2Console.start(database);
        Studio studio = new Studio(listen(port, console), console);
        studio.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        studio.server.createContext("/", studio::handle);
        studio.server.start();
        return studio;
    }

    private static HttpServer listen(int port, H2Console console) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            return HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (BindException taken) {
            console.close();
            throw CannotStart.portTaken("STUDIO_PORT", loopback.getHostAddress(), port, taken);
        } catch (IOException failure) {
            console.close();
            throw new CannotStart("The data browser does not start: " + failure.getMessage(), failure);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI target = exchange.getRequestURI();
            String path = Objects.requireNonNullElse(target.getRawPath(), "");
            if (!StudioGuard.allows(exchange.getRequestHeaders(), path.equals("/"))) {
                exchange.sendResponseHeaders(403, -1);
            } else if (path.equals("/")) {
                open(exchange);
            } else if (ASSET.matcher(path).matches() || (PAGES.contains(path) && hasSession(target))) {
                passOn(exchange, path, target.getRawQuery());
            } else {
                send(exchange, 200, "text/html; charset=utf-8", START_AFRESH.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            // The server that we run in would only drop the connection.
            LOG.error("a request to the data browser failed", bug);
        }
    }

    private boolean hasSession(URI target) {
        Matcher session = SESSION.matcher(Objects.requireNonNullElse(target.getRawQuery(), ""));
        return session.matches() && console.hasSession(session.group(1));
    }

    private void open(HttpExchange exchange) throws IOException {
        try {
            exchange.getResponseHeaders().set("Location", "/frame.jsp?jsessionid=" + console.newSession());
            exchange.sendResponseHeaders(302, -1);
        } catch (SQLException refused) {
            LOG.warn("the database does not let the data browser in", refused);
            byte[] message = "The database cannot be reached.".getBytes(StandardCharsets.UTF_8);
            send(exchange, 503, "text/plain; charset=utf-8", message);
        }
    }

    private void passOn(HttpExchange exchange, String path, String query) throws IOException, InterruptedException {
        URI target = URI.create(console.url() + path + (query == null ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Content-Type", "Accept-Language")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        String contentType = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
        send(exchange, response.statusCode(), contentType, response.body());
    }

    private static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "SAMEORIGIN");
        // Not no-referrer: browsers would then hide the origin of the console's own forms from us.
        headers.set("Referrer-Policy", "same-origin");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** To the console, whoever is visited is not idle. */
    private Duration keepSessions() {
        try {
            for (String session : console.sessions()) {
                URI page = URI.create(console.url() + "/header.jsp?jsessionid=" + session);
                client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
            }
        } catch (IOException failure) {
            LOG.warn("the sessions of the data browser may end when they are idle", failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return KEEP_ALIVE;
    }

    @Override
    public void close() {
        keepAlive.close();
        server.stop(0);
        client.shutdownNow();
        console.close();
    }
}
