package dev.sallyport.persistence.testing;

import static org.awaitility.Awaitility.await;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL and a real standby that follows it by streaming replication, which can be held back, killed, started again and promoted. Both are
 * embedded, also where other tests have a container.
 */
public final class ReplicatedPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What belongs to the process that runs on the directory, not to the data. */
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    /** Tests' data need not survive a power failure; but what is committed has to be in the log, as it is where nobody changes the default, which the embedded one does. */
    private static final Map<String, String> CARELESS =
            Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "on");

    private final Path folder;
    private final EmbeddedPostgres primary;
    private final int replicaPort;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable EmbeddedPostgres replica;

    private ReplicatedPostgres(Path folder, EmbeddedPostgres primary) throws IOException {
        this.folder = folder;
        this.primary = primary;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.replicaPort = free.getLocalPort();
        }
    }

    /** Starts both. */
    public static ReplicatedPostgres start() {
        try {
            Path folder = Files.createTempDirectory("replicated-postgres");
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("primary"))
                    .setCleanDataDirectory(true);
            CARELESS.forEach(builder::setServerConfig);
            ReplicatedPostgres both = new ReplicatedPostgres(folder, builder.start());
            both.copy();
            both.startReplica();
            return both;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What {@code pg_basebackup} does, which the embedded PostgreSQL comes without. */
    private void copy() throws IOException {
        try (Connection connection = Sql.connect(onPrimary("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copyTree(folder.resolve("primary"), standby());
            try (ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                label.next();
                Files.writeString(standby().resolve("backup_label"), label.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("no backup", failed);
        }
        Files.createFile(standby().resolve("standby.signal"));
        Files.writeString(
                standby().resolve("postgresql.auto.conf"),
                """
                primary_conninfo = 'host=localhost port=%d user=%s'
                wal_retrieve_retry_interval = '100ms'
                max_standby_streaming_delay = '100ms'
                """.formatted(primary.getPort(), USER),
                StandardOpenOption.APPEND);
    }

    private Path standby() {
        return folder.resolve("standby");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                // A running server removes files; what it wrote about that is in the log that is replayed.
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Starts the standby, at first or again, and waits until it answers. */
    public void startReplica() {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(standby())
                .setCleanDataDirectory(false)
                .setPort(replicaPort);
        CARELESS.forEach(builder::setServerConfig);
        try {
            replica = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the standby and every connection to it. */
    public void stopReplica() {
        EmbeddedPostgres stopping = replica;
        replica = null;
        if (stopping != null) {
            close(stopping);
        }
    }

    /** The standby receives, and shows nothing of it. */
    public void holdBack() {
        awaitReplay();
        Sql.execute(onReplica("postgres"), "SELECT pg_wal_replay_pause()");
        await().atMost(PATIENCE)
                .until(() -> Sql.column(onReplica("postgres"), "SELECT pg_get_wal_replay_pause_state()")
                        .equals(List.of("paused")));
    }

    public void letGo() {
        Sql.execute(onReplica("postgres"), "SELECT pg_wal_replay_resume()");
    }

    /** The standby becomes a server of its own. */
    public void promote() {
        Sql.execute(onReplica("postgres"), "SELECT pg_promote()");
    }

    /** Waits until the standby has everything that is written by now. */
    public void awaitReplay() {
        String position = Sql.column(onPrimary("postgres"), "SELECT pg_current_wal_flush_lsn()")
                .getFirst();
        await().atMost(PATIENCE)
                .until(() -> Sql.column(
                                onReplica("postgres"), "SELECT pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                        .equals(List.of("t")));
    }

    /** A new database with the whole schema, on both. */
    public DatabaseSettings createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        Sql.execute(onPrimary("postgres"), "CREATE DATABASE " + name);
        try (Database database = Database.open(onPrimary(name))) {
            database.migrate();
        }
        awaitReplay();
        return onPrimary(name);
    }

    /** The same database as the standby has it. */
    public DatabaseSettings replicaOf(DatabaseSettings database) {
        return new DatabaseSettings(
                database.jdbcUrl().replace(":" + primary.getPort() + "/", ":" + replicaPort + "/"),
                database.user(),
                database.password(),
                database.poolSize());
    }

    private DatabaseSettings onPrimary(String database) {
        return new DatabaseSettings("jdbc:postgresql://localhost:" + primary.getPort() + "/" + database, USER, USER, 4);
    }

    private DatabaseSettings onReplica(String database) {
        return replicaOf(onPrimary(database));
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        stopReplica();
        close(primary);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
