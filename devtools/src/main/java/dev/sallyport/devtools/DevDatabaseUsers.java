package dev.sallyport.devtools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Who may use the embedded PostgreSQL: its superuser, who could run programs by it and needs a password also on this machine, and the
 * data browser, which needs none and therefore reaches rows alone.
 */
final class DevDatabaseUsers {
    static final String SUPERUSER = "postgres";

    private static final String BROWSER = "sallyport_browser";
    private static final String PASSWORDS_ONLY = """
            # Written by sallyport dev.
            host all all all scram-sha-256
            """;
    private static final String ANYBODY = """
            # Written by sallyport dev, for the moment in which it sets a password.
            host all all 127.0.0.1/32 trust
            host all all ::1/128 trust
            """;

    private final String jdbcUrl;
    private final String password;

    /** Those of the server behind that address, given its superuser's password. */
    DevDatabaseUsers(String jdbcUrl, String password) {
        this.jdbcUrl = jdbcUrl;
        this.password = password;
    }

    /** Lets the superuser in without a password at the next start, since that of those data is not known. */
    static void admitAnybody(Path data) throws IOException {
        writeRules(data, ANYBODY);
    }

    /** Gives the superuser the password, and from then on lets in nobody without one. */
    void requirePassword(Path data) throws IOException, SQLException {
        try (Connection connection = connect(SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            statement.execute("SET password_encryption = 'scram-sha-256'");
            statement.execute("ALTER ROLE " + SUPERUSER + " PASSWORD " + statement.enquoteLiteral(password));
            writeRules(data, PASSWORDS_ONLY);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void writeRules(Path data, String rules) throws IOException {
        Path draft = Files.createTempFile(data, "pg_hba", null, OwnerOnly.file());
        Files.writeString(draft, rules);
        Files.move(draft, data.resolve("pg_hba.conf"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Connects the data browser, which reads and writes rows: neither files nor programs nor other people's roles are in its reach. */
    Connection connectBrowser() throws SQLException {
        String passwordForOnce = DevSecrets.password(0);
        try (Connection connection = connect(SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$ BEGIN
                        CREATE ROLE %1$s LOGIN;
                        GRANT pg_read_all_data, pg_write_all_data TO %1$s;
                    EXCEPTION WHEN duplicate_object THEN NULL;
                    END $$""".formatted(BROWSER));
            statement.execute("ALTER ROLE " + BROWSER + " PASSWORD " + statement.enquoteLiteral(passwordForOnce));
        }
        return connect(BROWSER, passwordForOnce);
    }

    private Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl, properties);
    }
}
