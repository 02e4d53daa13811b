package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.background.LogLines;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.bootstrap.config.Declaration;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The mailbox may be somebody else's by then, or its owner may have been let go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM invitations",
                "UPDATE invitations SET expires_at = now() - interval '1 hour'",
                """
                WITH invited AS (DELETE FROM invitations RETURNING account_id, locale)
                INSERT INTO users (id, email, locale, status, password_hash, two_factor_enabled, created_at)
                SELECT account_id, 'ada@elsewhere.example', locale, 'active', '$x$', false, now() FROM invited
                """,
            })
    void invitesNoAddressTwice(String givenUp) {
        start(DECLARED);
        List<String> once = events();
        Sql.execute(database, givenUp);

        List<String> warnings = warningsOf(DECLARED);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("ada@example.com", "sallyport admin create --email ada@example.com --link");
        assertThat(events()).isEqualTo(once);
        assertThat(Sql.column(database, "SELECT count(*)::text FROM mail_outbox"))
                .containsExactly("1");
    }

    /** Also of those who had an account before they were declared, or by other ways. */
    @Test
    void remembersWhoHadAnAccountWhenTheyWereDeclared() {
        start("roles: []");
        Sql.execute(database, """
                INSERT INTO users (id, email, locale, status, password_hash, two_factor_enabled, created_at)
                VALUES (gen_random_uuid(), 'ada@example.com', 'en', 'active', '$x$', false, now())
                """);
        assertThat(warningsOf(DECLARED)).singleElement().asString().contains("give it the role admin");
        Sql.execute(database, "DELETE FROM users");

        assertThat(warningsOf(DECLARED)).singleElement().asString().contains("invites nobody twice");
        assertThat(Sql.column(database, "SELECT email FROM invitations")).isEmpty();
    }

    @Test
    void keepsNoAddressOfWhoWasDeclared() {
        start(DECLARED);

        assertThat(Sql.column(database, "SELECT to_jsonb(d)::text FROM declared_administrators d"))
                .singleElement()
                .asString()
                .doesNotContain("ada");
    }

    /** Whoever may make roles must not be able to keep servers from starting. */
    @Test
    void startsAlsoWhereOthersHaveUsedUpALimit() {
        start(DECLARED);
        Sql.execute(
                database,
                "INSERT INTO roles (name, description, created_at) SELECT 'r' || n, '', now() FROM generate_series(1, 997) n");
        Sql.execute(
                database,
                "INSERT INTO role_permissions (role, permission) SELECT 'sales', 'p:p' || n FROM generate_series(1, 198) n");

        assertThat(warningsOf(DECLARED)).isEmpty();
        assertThat(warningsOf(DECLARED.replace("[orders:read", "[prices:read, orders:read")
                        .replace("admins:", "  - name: late\nadmins:")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("role sales has as many permissions", "prices:read"),
                        second -> assertThat(second).contains("the role late is missing"));
    }

    @Test
    void saysWhoHoldsItUpInsteadOfWaitingForEver() throws Exception {
        start("roles: []");
        try (Database holder = Database.open(database)) {
            holder.exclusively(
                    Duration.ofSeconds(30),
                    () -> Administration.with(
                            Configuration.parse(Settings.on(database)),
                            sallyport -> assertThatThrownBy(() -> new DeclaredState(sallyport, LanguageTag.of("en"))
                                            .bringAbout(
                                                    new Declaration(List.of(), List.of()),
                                                    holder,
                                                    Duration.ofMillis(10)))
                                    .isInstanceOf(CannotStart.class)
                                    .hasMessageContaining("hashtextextended('sallyport', 0)")));
        }
    }

    private List<String> warningsOf(String yaml) {
        try (LogLines log = LogLines.of(DeclaredState.class)) {
            start(yaml);
            return log.all().stream().filter(line -> line.startsWith("WARN")).toList();
        }
    }

    @Test
    void changesNothingIfAnythingIsWrong() {
        assertThatThrownBy(() -> start(DECLARED + "  - email: bob\n"))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("line 7: email is malformed");

        assertThat(permissions()).isEmpty();
    }
}
