package dev.sallyport.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeLimitTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final TimeLimit SHORT = new TimeLimit(Duration.ofMillis(50));
    private static final String LONG = "SELECT 'awake' FROM pg_sleep(:seconds)";

    private Connection connection;
    private Statements statements;

    @BeforeEach
    void connect() throws SQLException {
        connection = Sql.connect(postgres.settings());
        statements = new Statements(Jdbi.create(connection));
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void breaksOffWhatTakesTooLong() {
        assertThat(ask(LONG, 0)).containsExactly("awake");

        assertThatThrownBy(() -> ask(LONG, 3))
                .isInstanceOfSatisfying(
                        ServiceUnavailable.class,
                        outage -> assertThat(outage.retryAfter()).isEqualTo(Duration.ofSeconds(2)))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        broken -> assertThat(broken.getSQLState()).isEqualTo("57014"));
    }

    /** From the sixth time on, the driver has the server prepare a statement. */
    @Test
    void breaksItOffHoweverOftenItWasAskedBefore() {
        for (int i = 0; i < 8; i++) {
            assertThat(ask(LONG, 0)).containsExactly("awake");
        }

        assertThatThrownBy(() -> ask(LONG, 3)).isInstanceOf(ServiceUnavailable.class);
    }

    @Test
    void leavesTheConnectionAsItWas() {
        assertThat(ask(LONG, 0)).containsExactly("awake");
        assertThat(limit()).isEqualTo("0");

        assertThatThrownBy(() -> ask(LONG, 3)).isInstanceOf(ServiceUnavailable.class);
        assertThat(limit()).isEqualTo("0");
    }

    @Test
    void isNeverNoneAtAll() {
        assertThatThrownBy(() -> new TimeLimit(Duration.ofNanos(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> ask(String sql, int seconds) {
        return statements.ask(handle ->
                SHORT.ask(handle, sql, query -> query.bind("seconds", seconds), (row, context) -> row.getString(1)));
    }

    private String limit() {
        return statements.ask(handle ->
                handle.createQuery("SHOW statement_timeout").mapTo(String.class).one());
    }
}
