package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.cli.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code dev} as somebody types it, on free ports. It stops when it is closed. */
final class RunningDev implements AutoCloseable {
    static final Map<String, String> FREE_PORTS = Map.of("PORT", "0", "MANAGEMENT_PORT", "0", "STUDIO_PORT", "0");
    /** In the subject: elsewhere, a part of an id or of a token may look like a code. */
    private static final Pattern CODE = Pattern.compile("\"subject\":\"([0-9]{8}) ");

    private static final Pattern RESET_LINK = Pattern.compile("/reset-password#token=([A-Za-z0-9_-]+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Boolean> readyOrOver = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningDev(Path directory, Map<String, String> settings, String... arguments) {
        Map<String, String> environment = new HashMap<>(FREE_PORTS);
        environment.putAll(settings);
        World world = new World(
                environment,
                Files::newInputStream,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> this::awaitStop);
        Thread.ofPlatform().name("dev").start(() -> {
            exitCode.complete(DevMain.commands(world, directory).run(arguments));
            readyOrOver.complete(false);
        });
        readyOrOver.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void awaitStop() throws InterruptedException {
        readyOrOver.complete(true);
        asked.await();
    }

    /** One that is ready. */
    static RunningDev start(Path directory, Map<String, String> settings, String... options) {
        RunningDev dev = new RunningDev(directory, settings, with("dev", options));
        assertThat(dev.readyOrOver.join()).as(dev.err.toString()).isTrue();
        return dev;
    }

    /** One that is over at once. */
    static RunningDev run(Path directory, Map<String, String> settings, String... arguments) {
        RunningDev dev = new RunningDev(directory, settings, arguments);
        dev.asked.countDown();
        return dev;
    }

    private static String[] with(String command, String... options) {
        String[] arguments = Arrays.copyOf(new String[] {command}, options.length + 1);
        System.arraycopy(options, 0, arguments, 1, options.length);
        return arguments;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What the summary says of that. */
    String told(String label) {
        Matcher line = Pattern.compile("(?m)^ *" + label + " +(.*)$").matcher(out());
        assertThat(line.find()).as(out()).isTrue();
        return line.group(1);
    }

    /** The same address for the driver, which knows no users before the host. */
    static String jdbcUrl(String url) {
        return url.replaceFirst("^postgresql://([^:]+):([^@]+)@(.*)$", "jdbc:postgresql://$3?user=$1&password=$2");
    }

    HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(told("API") + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> mail(String accept) {
        return send(HttpRequest.newBuilder(URI.create(told("Mail"))).header("Accept", accept));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Has that account made, code and all; the password is {@code correct horse battery staple}. */
    void register(String email) {
        String registration = member(
                post(
                        "/auth/register",
                        "{\"email\":\"%s\",\"password\":\"correct horse battery staple\"}".formatted(email)),
                "registrationId");
        String verified = "{\"registrationId\":\"%s\",\"code\":\"%s\"}".formatted(registration, mailed(CODE));
        assertThat(post("/auth/verify-email", verified).statusCode()).isEqualTo(200);
    }

    /** Has that account's password replaced by way of the mailed link. */
    void resetPassword(String email, String chosen) {
        assertThat(post("/auth/password/forgot", "{\"email\":\"%s\"}".formatted(email))
                        .statusCode())
                .isEqualTo(202);
        String reset = "{\"token\":\"%s\",\"newPassword\":\"%s\"}".formatted(mailed(RESET_LINK), chosen);
        assertThat(post("/auth/password/reset", reset).statusCode()).isEqualTo(204);
    }

    /** Mail leaves a moment after the request that sends it. */
    private String mailed(Pattern secret) {
        for (long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < deadline; ) {
            Matcher found = secret.matcher(mail("application/json").body());
            if (found.find()) {
                return found.group(1);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no mail came");
    }

    int signIn(String email, String password) {
        return post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .statusCode();
    }

    private static String member(HttpResponse<String> response, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(response.body());
        assertThat(member.find()).as(response.body()).isTrue();
        return member.group(1);
    }

    int exitCode() {
        return exitCode.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        asked.countDown();
        client.close();
        assertThat(exitCode()).as(err()).isZero();
    }
}
