package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ManagementAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Asks the server beside it whether requests should be sent to it. It is run every few seconds in a process of its own, so it needs next
 * to no settings and loads little: neither the JDK's newer HTTP client nor a JSON parser, for four words of our own.
 */
final class Healthcheck implements Callable<Integer> {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    /** Longer than the server itself waits for a dependency. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private static final int MAX_LENGTH = 4096;
    private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z]+)\"");
    private static final Pattern DOWN = Pattern.compile("\"([A-Za-z]+)\":\"down\"");

    private final World world;

    Healthcheck(World world) {
        this.world = world;
    }

    private record Answer(int status, String body) {}

    @Override
    public Integer call() {
        ManagementAddress address = Configuration.parseManagement(world.environment(), world.files());
        URI url = address.url("/health/ready");
        Answer answer;
        try {
            answer = ask(url);
        } catch (IOException silence) {
            return notReady("nothing answers at " + url + ".");
        }
        return switch (answer.status()) {
            case HttpURLConnection.HTTP_OK -> {
                world.out().println("Ready.");
                yield 0;
            }
            case HttpURLConnection.HTTP_UNAVAILABLE -> notReady(reason(answer.body()));
            default -> notReady(url + " answers " + answer.status() + ": is that Sallyport's MANAGEMENT_PORT?");
        };
    }

    private int notReady(String why) {
        world.err().println("Not ready: " + why);
        return 1;
    }

    private static Answer ask(URI url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Math.toIntExact(LONGEST_CONNECT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(LONGEST_ANSWER.toMillis()));
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            try (InputStream body = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                return new Answer(status, body == null ? "" : text(body));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readNBytes(MAX_LENGTH), StandardCharsets.UTF_8);
    }

    private static String reason(String body) {
        List<String> down =
                DOWN.matcher(body).results().map(found -> found.group(1)).toList();
        String status = STATUS.matcher(body)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElse("unavailable");
        return down.isEmpty()
                ? "it is " + status + "."
                : "it is " + status + "; down: " + String.join(", ", down) + ".";
    }
}
