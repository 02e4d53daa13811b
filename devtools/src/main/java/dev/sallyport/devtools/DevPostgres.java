package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A PostgreSQL of our own, for whoever has none at hand. It listens on this machine alone, where others may be, too: it asks for a
 * password, which its directory remembers. It starts while something else is done.
 */
final class DevPostgres implements AutoCloseable {
    private static final String DATABASE = "postgres";
    private static final String REMEMBERED_AS = "postgres-password";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final CompletableFuture<Running> server;

    private DevPostgres(CompletableFuture<Running> server) {
        this.server = server;
    }

    private record Running(EmbeddedPostgres postgres, String password) {
        private String jdbcUrl() {
            return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + DATABASE;
        }

        private DevDatabaseUsers users() {
            return new DevDatabaseUsers(jdbcUrl(), password);
        }
    }

    /**
     * Begins to start it on the data of that directory, which is filled the first time.
     *
     * @param programs where it is unpacked, once; nobody else must be able to write there
     * @param port 0 for any free one
     */
    static DevPostgres start(DevDirectory directory, Path programs, int port) {
        CompletableFuture<Running> server = new CompletableFuture<>();
        Thread.ofPlatform().name("postgres-start").daemon().start(() -> {
            try {
                server.complete(startNow(directory, programs, port));
            } catch (RuntimeException | Error failure) {
                server.completeExceptionally(failure);
            }
        });
        return new DevPostgres(server);
    }

    private static Running startNow(DevDirectory directory, Path programs, int port) {
        // By itself the library unpacks into a folder of /tmp that it opens to everybody, and stops and deletes what is
        // found there.
        // There is no option for the latter.
        PrivateCache.require(programs);
        System.setProperty("ot.epg.working-dir", programs.resolve("none").toString());
        LeftoverPostgres.end(directory.postgresData());
        try {
            EmbeddedPostgres.Builder builder = builder(directory, port)
                    // One level further down, since the library gives everybody the right to write to this one.
                    .setOverrideWorkingDirectory(programs.resolve("postgres").toFile());
            Optional<String> remembered = directory.recall(REMEMBERED_AS);
            if (remembered.isPresent()) {
                return start(builder, remembered.get());
            }
            String password = DevSecrets.password(0);
            Running running = Files.exists(directory.postgresData().resolve("postgresql.conf"))
                    ? lockUp(builder, password, directory.postgresData())
                    : fill(builder, password, directory);
            directory.remember(REMEMBERED_AS, password);
            return running;
        } catch (IOException | SQLException | IllegalStateException failure) {
            throw new CannotStart(
                    "The embedded PostgreSQL does not start: " + failure.getMessage() + ". " + directory.postgresLog()
                            + " may tell more; without " + directory.path() + " it starts afresh.",
                    failure);
        }
    }

    private static EmbeddedPostgres.Builder builder(DevDirectory directory, int port) {
        Redirect log = Redirect.appendTo(directory.postgresLog().toFile());
        // The library is made for tests, whose data nobody misses after a power failure.
        String durability = directory.isEphemeral() ? "off" : "on";
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.postgresData())
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", durability)
                .setServerConfig("synchronous_commit", durability)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(LONGEST_START)
                .setPort(port);
    }

    private static Running start(EmbeddedPostgres.Builder builder, String password) throws IOException {
        return new Running(builder.setConnectConfig("password", password).start(), password);
    }

    /** New data ask for the password from their first moment. These are initdb's options; the library has none but those of the locale. */
    private static Running fill(EmbeddedPostgres.Builder builder, String password, DevDirectory directory)
            throws IOException {
        Path file = Files.createTempFile(directory.path(), REMEMBERED_AS, null, OwnerOnly.file());
        try {
            Files.writeString(file, password);
            return start(
                    builder.setLocaleConfig("auth", "scram-sha-256").setLocaleConfig("pwfile", file.toString()),
                    password);
        } finally {
            Files.delete(file);
        }
    }

    /** Data from before there was a password, or whose password is lost, get a new one once they are served. */
    private static Running lockUp(EmbeddedPostgres.Builder builder, String password, Path data)
            throws IOException, SQLException {
        DevDatabaseUsers.admitAnybody(data);
        Running running = start(builder, password);
        try {
            running.users().requirePassword(data);
            return running;
        } catch (IOException | SQLException failure) {
            running.postgres().close();
            throw failure;
        }
    }

    /** It, once it runs. */
    private Running running() {
        try {
            return server.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof CannotStart refused ? refused : failure;
        }
    }

    /**
     * Its address, once it runs, with its superuser's password.
     *
     * @throws CannotStart if it does not come to that
     */
    String url() {
        Running running = running();
        return "postgresql://" + DevDatabaseUsers.SUPERUSER + ":" + running.password() + "@localhost:"
                + running.postgres().getPort() + "/" + DATABASE;
    }

    /** Connects as a user who reaches rows alone, once it runs. */
    Connection connectBrowser() throws SQLException {
        return running().users().connectBrowser();
    }

    /** Stops it, also if it has not quite started; what did not start needs no stopping. */
    @Override
    public void close() throws IOException {
        Running started = server.exceptionally(failed -> null).join();
        if (started != null) {
            started.postgres().close();
        }
    }
}
