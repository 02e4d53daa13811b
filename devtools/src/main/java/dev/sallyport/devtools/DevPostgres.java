package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A PostgreSQL of our own, for whoever has none at hand. It listens on this machine alone, asks for no password, and starts while
 * something else is done.
 */
final class DevPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "postgres";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final CompletableFuture<EmbeddedPostgres> server;

    private DevPostgres(CompletableFuture<EmbeddedPostgres> server) {
        this.server = server;
    }

    /**
     * Begins to start it on the data of that directory, which is filled the first time.
     *
     * @param programs where it is unpacked, once; nobody else must be able to write there
     * @param port 0 for any free one
     */
    static DevPostgres start(DevDirectory directory, Path programs, int port) {
        CompletableFuture<EmbeddedPostgres> server = new CompletableFuture<>();
        Thread.ofPlatform().name("postgres-start").daemon().start(() -> {
            try {
                server.complete(startNow(directory, programs, port));
            } catch (RuntimeException | Error failure) {
                server.completeExceptionally(failure);
            }
        });
        return new DevPostgres(server);
    }

    private static EmbeddedPostgres startNow(DevDirectory directory, Path programs, int port) {
        // By itself the library unpacks into a folder of /tmp that it opens to everybody, and stops and deletes what is found there.
        // There is no option for the latter.
        PrivateCache.require(programs);
        System.setProperty("ot.epg.working-dir", programs.resolve("none").toString());
        LeftoverPostgres.end(directory.postgresData());
        try {
            Redirect log = Redirect.appendTo(directory.postgresLog().toFile());
            // The library is made for tests, whose data nobody misses after a power failure.
            String durability = directory.isEphemeral() ? "off" : "on";
            return EmbeddedPostgres.builder()
                    .setDataDirectory(directory.postgresData())
                    .setCleanDataDirectory(false)
                    // One level further down, since the library gives everybody the right to write to this one.
                    .setOverrideWorkingDirectory(programs.resolve("postgres").toFile())
                    .setServerConfig("fsync", durability)
                    .setServerConfig("synchronous_commit", durability)
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPGStartupWait(LONGEST_START)
                    .setPort(port)
                    .start();
        } catch (IOException | IllegalStateException failure) {
            throw new CannotStart(
                    "The embedded PostgreSQL does not start: " + failure.getMessage() + ". " + directory.postgresLog()
                            + " may tell more; without " + directory.path() + " it starts afresh.",
                    failure);
        }
    }

    /** It, once it runs. */
    private EmbeddedPostgres running() {
        try {
            return server.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof CannotStart refused ? refused : failure;
        }
    }

    /**
     * Its address, once it runs.
     *
     * @throws CannotStart if it does not come to that
     */
    String url() {
        return "postgresql://" + USER + "@localhost:" + running().getPort() + "/" + DATABASE;
    }

    /** Its address for the driver, once it runs. */
    String jdbcUrl() {
        return running().getJdbcUrl(USER, DATABASE);
    }

    /** Stops it, also if it has not quite started; what did not start needs no stopping. */
    @Override
    public void close() throws IOException {
        EmbeddedPostgres started = server.exceptionally(failed -> null).join();
        if (started != null) {
            started.close();
        }
    }
}
