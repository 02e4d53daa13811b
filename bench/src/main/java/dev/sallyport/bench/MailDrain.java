package dev.sallyport.bench;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.mail.SampleMessages;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.keys.AesGcmVault;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Queues so many mails while nobody delivers, as after a long outage of the mail server, and measures how long it takes until all have left
 * by SMTP to a {@link MailSink}, and how much memory that takes at the most. {@code bench/mail} starts a database for it.
 */
public final class MailDrain {
    private static final String DATABASE = "mail_drain";
    private static final int A_TRANSACTION = 500;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private MailDrain() {}

    /**
     * Takes the address of a PostgreSQL server with a user who may create databases, and the number of mails.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        if (!InetAddress.getByName(server.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException("load is put on this machine only, not on " + server.getHost());
        }
        int mails = Integer.parseInt(arguments[1]);
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        String[] credentials = server.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/";
        create(jdbc + server.getPath().substring(1), credentials);
        byte[] masterKey = new byte[32];
        RandomGenerator.getDefault().nextBytes(masterKey);
        try (MailSink sink = new MailSink()) {
            Configuration configuration = Configuration.parse(Map.of(
                    "DATABASE_URL", arguments[0].replaceFirst("/[^/]*$", "/" + DATABASE),
                    "MASTER_KEY", Base64.getEncoder().encodeToString(masterKey),
                    "SMTP_HOST", "localhost",
                    "SMTP_PORT", Integer.toString(sink.port()),
                    "SMTP_FROM", "Bench <bench@example.com>",
                    "SMTP_SECURITY", "none",
                    "RATE_LIMITS", "off"));
            queue(new DatabaseSettings(jdbc + DATABASE, credentials[0], credentials[1], 2), configuration, mails);
            drain(configuration, sink, mails);
        }
    }

    private static void create(String url, String[] credentials) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private static void queue(DatabaseSettings settings, Configuration configuration, int mails) {
        UuidV7Ids ids = new UuidV7Ids(Clock.systemUTC());
        MailMessage message = SampleMessages.in(LanguageTag.of("en")).getFirst();
        MailContent content = configuration.mailTemplates().word(message);
        try (Database database = Database.open(settings)) {
            database.migrate();
            var outbox =
                    database.mailOutbox(new AesGcmVault(configuration.secrets().masterKey(), List.of()), () -> {});
            for (int begun = 0; begun < mails; begun += A_TRANSACTION) {
                int rest = Math.min(A_TRANSACTION, mails - begun);
                database.transactor().inTransaction(() -> {
                    for (int i = 0; i < rest; i++) {
                        outbox.enqueue(
                                new Mail(new MailId(ids.next()), message.kind(), message.to(), content, null),
                                SecretDigest.of(new byte[32]),
                                Clock.systemUTC().instant());
                    }
                    return rest;
                });
            }
        }
    }

    private static void drain(Configuration configuration, MailSink sink, int mails) throws InterruptedException {
        System.gc();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        Instant begun = Instant.now();
        try (var system = SallyportSystem.start(configuration)) {
            while (sink.mails() < mails
                    && Duration.between(begun, Instant.now()).compareTo(LONGEST) < 0) {
                Thread.sleep(10);
            }
            System.out.println(system.isDatabaseReachable() ? "" : "The database went away.");
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        long peak = pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%d mails in %.1f s, %.0f a second, over %d connections; heap at most %d MiB of %d%n",
                sink.mails(),
                seconds,
                sink.mails() / seconds,
                sink.connections(),
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
