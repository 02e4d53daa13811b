package dev.sallyport.bootstrap.process;

import com.icegreen.greenmail.util.GreenMail;
import dev.sallyport.bootstrap.MailBag;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.ratelimit.testing.RedisProcess;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Three servers on one database and one Redis, behind nginx, with a mail server for all of them. */
final class Cluster implements AutoCloseable {
    static final int SIZE = 3;
    static final String PASSWORD = "correct horse battery staple";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DatabaseSettings database;
    private final RedisProcess redis = RedisProcess.start();
    private final GreenMail mailServer = TestMailServer.start();
    private final List<Integer> ports =
            Stream.generate(Nginx::freePort).limit(SIZE).toList();
    private final List<SallyportProcess> servers = new ArrayList<>();
    private final Map<String, String> settings;
    private final Nginx nginx;
    private final ApiClient client;

    private Cluster(DatabaseSettings database, Path folder, String... settings) {
        this.database = database;
        this.settings = new HashMap<>(Settings.on(database, settings));
        this.settings.putAll(Map.of(
                "SMTP_PORT",
                Integer.toString(mailServer.getSmtp().getPort()),
                "RATE_LIMIT_STORE",
                "redis",
                "REDIS_URL",
                redis.url(),
                "TRUSTED_PROXIES",
                "127.0.0.1"));
        this.nginx = Nginx.start(folder, ports);
        this.client = new ApiClient(nginx.port());
    }

    /**
     * Starts all of them at the same moment, and waits until they are ready.
     *
     * @param folder an empty one for nginx
     */
    static Cluster start(DatabaseSettings database, Path folder, String... settings) {
        Cluster cluster = new Cluster(database, folder, settings);
        cluster.ports.forEach(port -> cluster.servers.add(cluster.launch(port)));
        cluster.servers.forEach(SallyportProcess::awaitReady);
        return cluster;
    }

    private SallyportProcess launch(int port) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("PORT", Integer.toString(port));
        return SallyportProcess.start(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"), own, "serve");
    }

    /** All that is set for each of them, but for its port. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    DatabaseSettings database() {
        return database;
    }

    Nginx nginx() {
        return nginx;
    }

    /** By nginx, to whichever server. */
    ApiClient client() {
        return client;
    }

    List<Integer> ports() {
        return ports;
    }

    /** Each server, past nginx. */
    List<ApiClient> directly() {
        return ports.stream().map(ApiClient::new).toList();
    }

    SallyportProcess server(int number) {
        return servers.get(number);
    }

    /** Starts the one that has ended anew, at its place. */
    void restart(int number) {
        servers.set(number, launch(ports.get(number)));
        servers.get(number).awaitReady();
    }

    /** Which server an answer is from: the last that nginx asked. */
    static String servedBy(ApiAnswer answer) {
        String tried = answer.header("X-Served-By").orElseThrow();
        return tried.substring(tried.lastIndexOf(':') + 1);
    }

    /** A new account, signed in; with the answers on the way. */
    List<ApiAnswer> signUp(String email) throws MessagingException, IOException {
        ApiAnswer registered = client.post("/api/v1/auth/register", credentials(email));
        ApiAnswer verified = client.post("/api/v1/auth/verify-email", """
                {"registrationId": "%s", "code": "%s"}""".formatted(
                        registered.text("registrationId"), MailBag.codeIn(mailTo(email))));
        return List.of(registered, verified);
    }

    static String credentials(String email) {
        return """
                {"email": "%s", "password": "%s"}""".formatted(email, PASSWORD);
    }

    static ApiRequest me(String accessToken) {
        return ApiRequest.get("/api/v1/me").bearer(accessToken);
    }

    private String mailTo(String email) throws MessagingException, IOException {
        Awaitility.await().atMost(PATIENCE).until(() -> find(email) >= 0);
        MimeMultipart alternatives = (MimeMultipart) mailServer.getReceivedMessages()[find(email)].getContent();
        return (String) alternatives.getBodyPart(0).getContent();
    }

    private int find(String email) {
        MimeMessage[] received = mailServer.getReceivedMessages();
        return IntStream.range(0, received.length)
                .filter(i -> isTo(received[i], email))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isTo(MimeMessage message, String email) {
        try {
            return message.getAllRecipients()[0].toString().equals(email);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        client.close();
        nginx.close();
        servers.forEach(SallyportProcess::close);
        mailServer.stop();
        redis.close();
    }
}
