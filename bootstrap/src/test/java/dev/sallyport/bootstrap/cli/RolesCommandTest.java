package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.Settings;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands for roles and administrators, on a real PostgreSQL. */
class RolesCommandTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String STAPLE = "correct horse battery staple";

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    private Terminal terminal() {
        Map<String, String> environment = Settings.on(database);
        environment.keySet().removeIf(name -> name.startsWith("SMTP_"));
        return new Terminal(environment);
    }

    private void create(String email) {
        assertThat(terminal().pipe(STAPLE + "\n").type("admin", "create", "--email", email, "--password-stdin"))
                .isZero();
    }

    private List<String> rolesOf(String email) {
        return Sql.column(
                database,
                "SELECT role FROM user_roles r JOIN users u ON u.id = r.user_id WHERE u.email = '" + email
                        + "' ORDER BY role");
    }

    @Test
    void createsAnAdministratorWithAPipedPassword() {
        Terminal terminal = terminal().pipe(STAPLE + "\nwhatever comes after\n");

        assertThat(terminal.type("admin", "create", "--email", "ada@example.com", "--name", "Ada", "--password-stdin"))
                .isZero();

        assertThat(terminal.out()).startsWith("ada@example.com is an administrator: ");
        assertThat(terminal.out() + terminal.err()).doesNotContain(STAPLE);
        assertThat(rolesOf("ada@example.com")).containsExactly("admin", "user");
        assertThat(Sql.column(database, "SELECT display_name FROM users")).containsExactly("Ada");
    }

    @Test
    void asksForThePasswordTwice() {
        assertThat(terminal().answer(STAPLE, STAPLE).type("admin", "create", "--email", "ada@example.com"))
                .isZero();
        Terminal mistyped = terminal().answer(STAPLE, STAPLE + "r");

        assertThat(mistyped.type("admin", "create", "--email", "bob@example.com"))
                .isEqualTo(1);

        assertThat(mistyped.err()).contains("not the same").doesNotContain(STAPLE);
        assertThat(Sql.column(database, "SELECT email FROM users")).containsExactly("ada@example.com");
    }

    @Test
    void handsOutALinkByWhichAnAdministratorChoosesThePassword() {
        Terminal terminal = terminal();

        assertThat(terminal.type("admin", "create", "--email", "ada@example.com", "--link"))
                .isZero();

        assertThat(terminal.out())
                .startsWith("Give this link to ada@example.com.")
                .containsPattern("(?m)^http://localhost:3000/accept-invitation#token=[A-Za-z0-9_-]{43}$");
        assertThat(Sql.column(database, "SELECT email FROM users")).isEmpty();
        assertThat(Sql.column(database, "SELECT count(*)::text FROM mail_outbox"))
                .containsExactly("0");
        assertThat(terminal.type("admin", "create", "--email", "ada@example.com", "--link", "--password-stdin"))
                .isEqualTo(2);
    }

    @Test
    void saysWhatSpeaksAgainstAnAdministrator() {
        create("ada@example.com");
        Terminal nobodyThere = terminal();
        Terminal weak = terminal().pipe("admin");
        Terminal empty = terminal().pipe("\n");
        Terminal taken = terminal().pipe(STAPLE);

        assertThat(nobodyThere.type("admin", "create", "--email", "bob@example.com"))
                .isEqualTo(1);
        assertThat(weak.type("admin", "create", "--email", "bob@example.com", "--password-stdin"))
                .isEqualTo(1);
        assertThat(empty.type("admin", "create", "--email", "bob@example.com", "--password-stdin"))
                .isEqualTo(1);
        assertThat(taken.type("admin", "create", "--email", "ada@example.com", "--password-stdin"))
                .isEqualTo(1);

        assertThat(nobodyThere.err()).contains("--password-stdin");
        assertThat(weak.err()).contains("it has fewer than 15 characters");
        assertThat(empty.err()).contains("There is no password");
        assertThat(taken.err())
                .contains("has an account already", "sallyport roles grant admin --email ada@example.com");
        assertThat(terminal().type("admin", "create", "--password-stdin")).isEqualTo(2);
    }

    @Test
    void givesAndTakesRolesAndWritesDownWhy() {
        create("ada@example.com");
        Sql.execute(database, "INSERT INTO roles (name, description) VALUES ('sales', 'Sells.')");
        Terminal terminal = terminal();

        assertThat(terminal.type("roles", "grant", "sales", "--email", "ada@example.com", "--reason", "TICKET-7"))
                .isZero();
        assertThat(rolesOf("ada@example.com")).containsExactly("admin", "sales", "user");
        assertThat(terminal.type("roles", "revoke", "sales", "--email", "ada@example.com"))
                .isZero();

        assertThat(rolesOf("ada@example.com")).containsExactly("admin", "user");
        assertThat(Sql.column(
                        database,
                        "SELECT type || ' ' || (details ->> 'by') || ' ' || COALESCE(details ->> 'statedReason', '-')"
                                + " FROM audit_events WHERE type LIKE 'role.%' ORDER BY occurred_at"))
                .containsExactly("role.granted operator TICKET-7", "role.taken operator -");
    }

    @Test
    void leavesAnAdministrator() {
        create("ada@example.com");
        Terminal terminal = terminal();

        assertThat(terminal.type("roles", "revoke", "admin", "--email", "ada@example.com"))
                .isEqualTo(1);

        assertThat(terminal.err()).isEqualTo("There would be no active administrator left.\n");
        assertThat(rolesOf("ada@example.com")).contains("admin");
    }

    @Test
    void saysWhatThereIsNot() {
        create("ada@example.com");
        Terminal terminal = terminal();

        assertThat(terminal.type("roles", "grant", "sales", "--email", "ada@example.com"))
                .isEqualTo(1);
        assertThat(terminal.type("roles", "grant", "admin", "--email", "nobody@example.com"))
                .isEqualTo(1);
        assertThat(terminal.type("roles", "show", "sales")).isEqualTo(1);
        assertThat(terminal.err().lines().toList())
                .containsExactly(
                        "There is no such role. See: sallyport roles list",
                        "There is no such account.",
                        "There is no such role. See: sallyport roles list");
        assertThat(terminal.type("roles", "grant", "Sales", "--email", "ada@example.com"))
                .isEqualTo(2);
        assertThat(terminal.type("roles", "grant", "admin")).isEqualTo(2);
    }

    @Test
    void showsRoles() {
        Sql.execute(database, "INSERT INTO roles (name, description) VALUES ('sales', 'Sells \"things\".')");
        Sql.execute(database, "INSERT INTO role_permissions (role, permission) VALUES ('sales', 'orders:read')");
        Terminal people = terminal();
        Terminal script = terminal();
        Terminal one = terminal();

        assertThat(people.type("roles", "list")).isZero();
        assertThat(script.type("roles", "list", "--json")).isZero();
        assertThat(one.type("roles", "show", "sales")).isZero();

        assertThat(people.out())
                .startsWith("ROLE   PERMISSIONS  DESCRIPTION\nadmin  8            Runs the installation")
                .contains("sales  1            Sells \"things\".\n");
        assertThat(script.out().lines().toList()).hasSize(3);
        assertThat(script.out())
                .contains(
                        "{\"name\":\"sales\",\"description\":\"Sells \\\"things\\\".\",\"permissions\":[\"orders:read\"],"
                                + "\"builtIn\":false,\"createdAt\":\"");
        assertThat(one.out()).contains("role         sales\n", "permissions\n  orders:read\n");
    }
}
