package dev.sallyport.persistence.testing;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A running PostgreSQL that hands out databases. It is an embedded one, which needs nothing; or a container, where {@code
 * SALLYPORT_TEST_POSTGRES=docker} asks for it, or on a continuous-integration machine whose Docker can run it.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String TEMPLATE = "sallyport_template";
    private static final String USER = "postgres";
    private static final int POOL_SIZE = 10;

    /** Tests' data need not survive a power failure. */
    private static final Map<String, String> CARELESS =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

    private final Closeable process;
    private final String host;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Closeable process, String host, int port) {
        this.process = process;
        this.host = host;
        this.port = port;
    }

    /** Starts a server and prepares a migrated database to copy from. */
    public static PostgresServer start() {
        PostgresServer server = switch (System.getenv().getOrDefault("SALLYPORT_TEST_POSTGRES", "")) {
            case "docker" -> container();
            case "embedded" -> embedded();
            default -> System.getenv("CI") != null && dockerMayRun() ? containerIfPossible() : embedded();
        };
        server.execute("CREATE DATABASE " + TEMPLATE);
        try (Database template = Database.open(server.settings(TEMPLATE, 1))) {
            template.migrate();
        }
        return server;
    }

    private static PostgresServer embedded() {
        var builder = EmbeddedPostgres.builder();
        CARELESS.forEach(builder::setServerConfig);
        try {
            EmbeddedPostgres postgres = builder.start();
            LOG.info("PostgreSQL for tests: embedded, port {}", postgres.getPort());
            return new PostgresServer(postgres, "localhost", postgres.getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PostgresServer container() {
        var postgres = new PostgreSQLContainer("postgres:18")
                .withUsername(USER)
                .withPassword(USER)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        postgres.start();
        LOG.info("PostgreSQL for tests: container, port {}", postgres.getFirstMappedPort());
        return new PostgresServer(postgres::close, postgres.getHost(), postgres.getFirstMappedPort());
    }

    private static PostgresServer containerIfPossible() {
        try {
            return container();
        } catch (RuntimeException noEngineOrNoImage) {
            LOG.info("Docker cannot run PostgreSQL: {}", noEngineOrNoImage.getMessage());
            return embedded();
        }
    }

    /** Looks before it asks, since asking is slow and loud where there is none. */
    private static boolean dockerMayRun() {
        return System.getenv("DOCKER_HOST") != null || Files.isWritable(Path.of("/var/run/docker.sock"));
    }

    /** A new database with the whole schema and nothing in it. */
    public DatabaseSettings createDatabase() {
        return create(" TEMPLATE " + TEMPLATE);
    }

    /** A new database without even a schema. */
    public DatabaseSettings createEmptyDatabase() {
        return create("");
    }

    /** A database with all that is in that one at this moment, as if restored from a backup. Nobody may be connected to the original. */
    public DatabaseSettings copyOf(DatabaseSettings original) {
        return create(
                " TEMPLATE " + original.jdbcUrl().substring(original.jdbcUrl().lastIndexOf('/') + 1));
    }

    private DatabaseSettings create(String how) {
        String name = "test_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + how);
        return settings(name, POOL_SIZE);
    }

    private DatabaseSettings settings(String database, int poolSize) {
        return new DatabaseSettings("jdbc:postgresql://" + host + ":" + port + "/" + database, USER, USER, poolSize);
    }

    private void execute(String sql) {
        Sql.execute(settings("postgres", 1), sql);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
