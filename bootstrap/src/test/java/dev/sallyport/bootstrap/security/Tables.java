package dev.sallyport.bootstrap.security;

import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What is really in a database. */
final class Tables {
    private final DatabaseSettings database;

    Tables(DatabaseSettings database) {
        this.database = database;
    }

    /** Every row of every table, as text behind the table's name; bytes are hexadecimal. */
    List<String> all() {
        return rows(Sql.tables(database));
    }

    /** The rows of some tables, in an order that depends on nothing but them. */
    List<String> rows(List<String> tables) {
        return values(tables.stream()
                .map(table -> "SELECT '" + table + " ' || t::text FROM " + table + " t")
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY 1")));
    }

    /** The first column. */
    List<String> values(String query) {
        return Sql.column(database, query);
    }

    /** The first value. */
    String value(String query) {
        return values(query).getFirst();
    }

    int count(String fromWhere) {
        return Integer.parseInt(value("SELECT count(*) FROM " + fromWhere));
    }

    /** Until the background has done with everything that was to be answered and sent. */
    void awaitAllMailSettled() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("recovery_requests") == 0 && count("mail_outbox WHERE state = 'queued'") == 0);
    }

    void execute(String sql) {
        Sql.execute(database, sql);
    }
}
