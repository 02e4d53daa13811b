package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code BOOTSTRAP_FILE} declares is there once servers have started. */
class DeclaredStateTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String DECLARED = """
            roles:
              - name: sales
                description: Sells.
                permissions: [orders:read, orders:write]
            admins:
              - email: ada@example.com
            """;

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    private void start(String yaml) {
        SallyportSystem.start(Configuration.parse(Settings.on(database, "BOOTSTRAP", yaml)), new FakeMailTransport())
                .close();
    }

    private List<String> permissions() {
        return Sql.column(
                database, "SELECT role || ' ' || permission FROM role_permissions WHERE role <> 'admin' ORDER BY 1");
    }

    private List<String> events() {
        return Sql.column(
                database,
                "SELECT type FROM audit_events WHERE details ->> 'by' = 'operator'"
                        + " AND details ->> 'statedReason' = 'BOOTSTRAP_FILE' ORDER BY type");
    }

    @Test
    void addsWhatIsMissingOnce() {
        start(DECLARED);
        List<String> once = events();
        start(DECLARED);

        assertThat(permissions()).containsExactly("sales orders:read", "sales orders:write");
        assertThat(Sql.column(database, "SELECT description FROM roles WHERE name = 'sales'"))
                .containsExactly("Sells.");
        assertThat(once).contains("role.created", "invitation.sent");
        assertThat(events()).isEqualTo(once);
        assertThat(Sql.column(database, "SELECT count(*)::text FROM mail_outbox"))
                .containsExactly("1");
    }

    @Test
    void addsOnceHoweverManyStartAtTheSameTime() throws Exception {
        List<Future<?>> starts = new ArrayList<>();
        try (ExecutorService instances = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                starts.add(instances.submit(() -> start(DECLARED)));
            }
        }
        for (Future<?> started : starts) {
            started.get();
        }

        assertThat(events().stream().filter("role.created"::equals)).hasSize(1);
        assertThat(Sql.column(database, "SELECT count(*)::text FROM mail_outbox"))
                .containsExactly("1");
    }

    @Test
    void takesNothingAway() {
        start(DECLARED);
        Sql.execute(database, "UPDATE roles SET description = 'Mine.' WHERE name = 'sales'");
        Sql.execute(database, "INSERT INTO role_permissions (role, permission) VALUES ('sales', 'prices:write')");

        start(DECLARED.replace("orders:write", "orders:delete"));

        assertThat(permissions())
                .containsExactly(
                        "sales orders:delete", "sales orders:read", "sales orders:write", "sales prices:write");
        assertThat(Sql.column(database, "SELECT description FROM roles WHERE name = 'sales'"))
                .containsExactly("Mine.");
    }

    @Test
    void changesNothingIfAnythingIsWrong() {
        assertThatThrownBy(() -> start(DECLARED + "  - email: bob\n"))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("line 7: email is malformed");

        assertThat(permissions()).isEmpty();
    }
}
