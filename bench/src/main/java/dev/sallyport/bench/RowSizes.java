package dev.sallyport.bench;

import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;

/** Makes as many users as it is told, with what they leave behind, and tells what a row of each table takes. {@code bench/rows} starts a database for it. */
public final class RowSizes {
    private static final String DATABASE = "row_sizes";

    /** Partitions counted with their table. */
    private static final String SIZES = """
            SELECT relname,
                (SELECT sum(c.reltuples) FROM pg_class c WHERE c.oid IN (SELECT relid FROM pg_partition_tree(t.oid) UNION SELECT t.oid)
                    AND c.relkind = 'r' AND c.reltuples > 0)::bigint AS row_count,
                (SELECT sum(pg_table_size(relid)) FROM (SELECT relid FROM pg_partition_tree(t.oid) UNION SELECT t.oid) p)::bigint
                    AS table_bytes,
                (SELECT sum(pg_indexes_size(relid)) FROM (SELECT relid FROM pg_partition_tree(t.oid) UNION SELECT t.oid) p)::bigint
                    AS index_bytes
            FROM pg_class t WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
            ORDER BY relname""";

    private RowSizes() {}

    /**
     * Takes the address of a PostgreSQL 18 server with a user who may create databases, and the number of users.
     *
     * @throws IllegalArgumentException if the server is not on this machine
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        URI server = LocalServer.parse(arguments[0]);
        String users = arguments[1];
        String[] credentials = server.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/";
        try (Connection connection = DriverManager.getConnection(
                        jdbc + server.getPath().substring(1), credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Database database =
                Database.open(new DatabaseSettings(jdbc + DATABASE, credentials[0], credentials[1], 1))) {
            database.migrate();
        }
        try (Connection connection = DriverManager.getConnection(jdbc + DATABASE, credentials[0], credentials[1]);
                Statement statement = connection.createStatement()) {
            statement.execute(script("users.sql").replace(":users", users));
            statement.execute(script("rows.sql"));
            statement.execute("VACUUM ANALYZE");
            print("table", "rows", "bytes a row", "of its table", "of its indexes");
            try (ResultSet sizes = statement.executeQuery(SIZES)) {
                while (sizes.next()) {
                    print(sizes);
                }
            }
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream script = Objects.requireNonNull(RowSizes.class.getResourceAsStream(name))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where there are few rows, what is measured are empty pages. */
    private static void print(ResultSet sizes) throws SQLException {
        long rows = sizes.getLong("row_count");
        if (rows >= 20) {
            long table = sizes.getLong("table_bytes");
            long indexes = sizes.getLong("index_bytes");
            print(
                    sizes.getString("relname"),
                    Long.toString(rows),
                    Long.toString((table + indexes) / rows),
                    Long.toString(table / rows),
                    Long.toString(indexes / rows));
        }
    }

    private static void print(String table, String rows, String bytes, String ofTable, String ofIndexes) {
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %s | %s |%n", table, rows, bytes, ofTable, ofIndexes);
    }
}
