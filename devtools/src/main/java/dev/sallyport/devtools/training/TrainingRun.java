package dev.sallyport.devtools.training;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day in the life of a real server, for a JVM that is to learn from it: starts the command given, which has to run {@code serve}, on a
 * PostgreSQL and a mail server of its own, does as users do, and stops it as an orchestrator does.
 */
public final class TrainingRun {
    private static final int MASTER_KEY_BYTES = 32;
    private static final int JOURNEYS = 3;
    private static final long LONGEST_STOP_SECONDS = 300;
    private static final Pattern READY = Pattern.compile("Sallyport is ready on (http://localhost:[0-9]+) .*");

    private TrainingRun() {}

    public static void main(String[] command) throws IOException, InterruptedException {
        run(List.of(command), System.out);
    }

    /**
     * Runs the server until it has been used and has ended well.
     *
     * @param out for what the server says, and how far we are
     * @throws IllegalStateException if anything goes otherwise than it should
     */
    static void run(List<String> command, PrintStream out) throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                MailSink mails = MailSink.start();
                HttpClient http = HttpClient.newHttpClient()) {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(settings(postgres, mails));
            Process server = builder.start();
            try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
                Journey journey = new Journey(http, url(said, out), mails);
                for (int i = 1; i <= JOURNEYS; i++) {
                    journey.walk("user" + i + "@example.com");
                }
                out.println("Training: the server was used; it is told to stop.");
                // Unlike the process itself, its handle leaves alone what it still has to say.
                server.toHandle().destroy();
                said.lines().forEach(out::println);
                requireGoodEnd(server);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private static Map<String, String> settings(EmbeddedPostgres postgres, MailSink mails) {
        byte[] masterKey = new byte[MASTER_KEY_BYTES];
        new SecureRandom().nextBytes(masterKey);
        return Map.of(
                "DATABASE_URL", "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres",
                "DATABASE_PASSWORD", "postgres",
                "MASTER_KEY", Base64.getEncoder().encodeToString(masterKey),
                "HOST", "127.0.0.1",
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(mails.port()),
                "SMTP_SECURITY", "none",
                "SMTP_FROM", "accounts@example.com");
    }

    /** Where the server can be reached, once it says so. */
    private static String url(BufferedReader said, PrintStream out) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            out.println(line);
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return ready.group(1);
            }
        }
        throw new IllegalStateException("The server ended before it was ready.");
    }

    private static void requireGoodEnd(Process server) throws InterruptedException {
        if (!server.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS) || server.exitValue() != 0) {
            throw new IllegalStateException("The server did not end well.");
        }
    }
}
