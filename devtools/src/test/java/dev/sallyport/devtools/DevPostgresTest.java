package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevPostgresTest {
    private DevDirectory directory;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = DevDirectory.kept(temporary);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private DevPostgres start() {
        return DevPostgres.start(directory, PrivateCache.folder(System.getenv()), 0);
    }

    private static void execute(DevPostgres postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(RunningDev.jdbcUrl(postgres.url()))) {
            connection.createStatement().execute(sql);
        }
    }

    private static void assertLocked(DevPostgres postgres) {
        String url = RunningDev.jdbcUrl(postgres.url());
        for (String guess : new String[] {"", "&password=postgres"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(url.replaceFirst("&password=.*", guess)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void letsNobodyInWithoutThePasswordThatItsDirectoryRemembers() throws Exception {
        String password;
        try (DevPostgres first = start()) {
            execute(first, "CREATE TABLE kept (one int)");
            assertLocked(first);
            password = directory.recall("postgres-password").orElseThrow();
        }

        try (DevPostgres next = start()) {
            assertThat(next.url()).startsWith("postgresql://postgres:" + password + "@localhost:");
            assertLocked(next);
            execute(next, "SELECT * FROM kept");
        }
        assertThat(directory.path().toFile().list())
                .containsExactlyInAnyOrder(
                        ".gitignore", "lock", "owner", "postgres", "postgres.log", "postgres-password");
    }

    @Test
    void locksUpDataFromBeforeThereWasAPassword() throws Exception {
        try (DevPostgres old = start()) {
            execute(old, "CREATE TABLE kept (one int)");
        }
        Files.writeString(
                directory.postgresData().resolve("pg_hba.conf"),
                "local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n");
        Files.delete(directory.path().resolve("postgres-password"));

        for (int i = 0; i < 2; i++) {
            try (DevPostgres next = start()) {
                execute(next, "SELECT * FROM kept");
                assertLocked(next);
            }
        }
    }
}
