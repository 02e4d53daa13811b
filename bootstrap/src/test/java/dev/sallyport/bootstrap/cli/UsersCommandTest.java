package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.signin.SignIn;
import dev.sallyport.bootstrap.Administration;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands for accounts, on a real PostgreSQL. */
class UsersCommandTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String STAPLE = "correct horse battery staple";
    private static final String BCRYPT = "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW";
    private static final String ADA = "{\"email\":\"ada@example.com\",\"displayName\":\"Ada\",\"passwordHash\":\""
            + BCRYPT + "\",\"createdAt\":\"2024-02-29T12:00:00Z\"}\n";

    @TempDir
    Path folder;

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    private Terminal terminal() {
        return terminalOn(database);
    }

    private static Terminal terminalOn(DatabaseSettings database) {
        Map<String, String> environment = Settings.on(database);
        environment.keySet().removeIf(name -> name.startsWith("SMTP_"));
        return new Terminal(environment);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("users.jsonl"), content);
    }

    private SignIn.Result signIn(String email, String password) {
        Configuration configuration = Configuration.parse(Settings.on(database));
        return Administration.with(
                configuration,
                sallyport -> sallyport
                        .signIn()
                        .handle(new SignIn.Command(
                                EmailAddress.of(email),
                                Password.of(password),
                                new Client(ClientAddress.of("203.0.113.7"), "curl/8.5"))));
    }

    private String hashOf(String email) {
        return Sql.column(database, "SELECT password_hash FROM users WHERE email = '" + email + "'")
                .getFirst();
    }

    @Test
    void letsImportedUsersSignInWithTheirOldPasswordsAndRehashesThem() throws IOException {
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "import", file(ADA).toString())).isZero();

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).isEqualTo("Imported 1; 0 were there already; 0 refused.\n");
        assertThat(hashOf("ada@example.com")).isEqualTo(BCRYPT);
        assertThat(signIn("ada@example.com", STAPLE + "r")).isInstanceOf(SignIn.Result.InvalidCredentials.class);
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(hashOf("ada@example.com")).startsWith("$argon2id$");
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(Sql.column(database, "SELECT details ->> 'origin' FROM audit_events WHERE type = 'account.created'"))
                .containsExactly("import");
    }

    /** ASVS 6.4.3: also on this way in. */
    @Test
    void letsNobodyInWithoutTheSecondFactorThatTheyHad() throws IOException {
        Terminal terminal = terminal();

        assertThat(terminal.type(
                        "users",
                        "import",
                        file(ADA.replace("}", ",\"twoFactorEnabled\":true}")).toString()))
                .isZero();

        assertThat(terminal.out()).contains("1 of them had a second factor");
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.SecondFactorRequired.class);
        assertThat(Sql.column(database, "SELECT count(*)::text FROM sessions")).containsExactly("0");
    }

    @Test
    void tellsWhichLinesAreRefusedAndWhy() throws IOException {
        Path file = file(ADA + "{\"email\":\"bob@example.com\",\"roles\":[\"sales\"]}\nnonsense\n" + ADA);
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "import", file.toString())).isEqualTo(1);

        assertThat(terminal.out()).isEqualTo("""
                        line 2: /roles unknown-role
                        line 3: malformed-json
                        line 4: /email repeated
                        Imported 1; 0 were there already; 3 refused.
                        """);
    }

    @Test
    void tellsScriptsInJsonAndWritesTheReportWhereItIsWanted() throws IOException {
        Path report = folder.resolve("report.jsonl");
        Terminal terminal = terminal().pipe(ADA + "{\"email\":7,\"admin\":true}\n");

        int exitCode = terminal.type("users", "import", "-", "--json", "--report", report.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.out())
                .isEqualTo("{\"imported\":1,\"present\":0,\"refused\":1,\"withoutFactor\":0,\"dryRun\":false}\n");
        assertThat(report)
                .hasContent("{\"line\":2,\"faults\":[{\"pointer\":\"/email\",\"code\":\"wrong-type\"},"
                        + "{\"pointer\":\"/admin\",\"code\":\"unknown-member\"}]}");
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "import", file(ADA).toString(), "--dry-run"))
                .isZero();

        assertThat(terminal.out()).startsWith("Would import 1; ");
        assertThat(Sql.column(database, "SELECT email FROM users")).isEmpty();
    }

    /** What was there when it broke off is there just once when it has been done again. */
    @Test
    void goesOnWhereAnImportBrokeOff() throws IOException {
        String lines = IntStream.range(0, 2_500)
                .mapToObj(i -> "{\"email\":\"user" + i + "@example.com\",\"passwordHash\":\"" + BCRYPT + "\"}")
                .collect(Collectors.joining("\n"));
        Terminal interrupted = terminal();
        Sql.execute(database, """
                CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION 'the cable was pulled'; END$$""");
        Sql.execute(database, """
                CREATE TRIGGER break_off BEFORE INSERT ON users
                FOR EACH ROW WHEN (NEW.email = 'user1700@example.com') EXECUTE FUNCTION break_off()""");
        assertThat(interrupted.type("users", "import", file(lines).toString())).isEqualTo(1);
        assertThat(Sql.column(database, "SELECT count(*)::text FROM users")).containsExactly("1000");
        Sql.execute(database, "DROP TRIGGER break_off ON users");
        Terminal again = terminal();

        assertThat(again.type("users", "import", file(lines).toString())).isZero();

        assertThat(again.out()).isEqualTo("Imported 1500; 1000 were there already; 0 refused.\n");
        assertThat(Sql.column(database, "SELECT count(*)::text FROM users")).containsExactly("2500");
        assertThat(Sql.column(database, "SELECT count(*)::text FROM audit_events WHERE type = 'account.created'"))
                .containsExactly("2500");
        assertThat(Sql.column(database, "SELECT count(*)::text FROM user_roles"))
                .containsExactly("2500");
    }

    /** ASVS 16.2.1: who may do more from now on, by whom. */
    @Test
    void letsInAdministratorsOnlyIfToldToAndWritesThatDown() throws IOException {
        Path file = file(ADA.replace("}", ",\"roles\":[\"admin\",\"user\"]}"));
        Terminal careful = terminal();

        assertThat(careful.type("users", "import", file.toString())).isEqualTo(1);
        assertThat(careful.out())
                .startsWith("line 1: /roles administrative-role (let in with --allow-administrators)\n");
        assertThat(terminal().type("users", "import", file.toString(), "--allow-administrators"))
                .isZero();

        assertThat(Sql.column(
                        database,
                        "SELECT details ->> 'role' || ' by ' || (details ->> 'by') FROM audit_events"
                                + " WHERE type = 'role.granted'"))
                .containsExactly("admin by operator");
    }

    @Test
    void bringsNobodyBackWhoWasDeletedMeanwhileUnlessToldTo() throws IOException {
        String id = "01900000-0000-7000-8000-0000000000ff";
        Path file = file(ADA.replace("}", ",\"id\":\"" + id + "\"}"));
        terminal().type("users", "import", file.toString());
        Sql.execute(database, "DELETE FROM users");
        Sql.execute(
                database,
                "INSERT INTO audit_events (id, occurred_at, type, user_id, details)"
                        + " VALUES (gen_random_uuid(), now(), 'account.deleted', '" + id + "', '{}')");
        Terminal careful = terminal();

        assertThat(careful.type("users", "import", file.toString())).isEqualTo(1);
        assertThat(careful.out()).startsWith("line 1: /id deleted (brought back with --restore-deleted)\n");
        assertThat(terminal().type("users", "import", file.toString(), "--restore-deleted"))
                .isZero();
    }

    @Test
    void takesInElsewhereJustWhatIsHandedOut() throws IOException {
        terminal()
                .pipe(ADA + "{\"email\":\"bob@example.com\",\"status\":\"suspended\",\"roles\":[\"admin\",\"user\"],"
                        + "\"locale\":\"tr\",\"lastSignInAt\":\"2025-01-01T00:00:00.123456Z\"}")
                .type("users", "import", "-", "--allow-administrators");
        DatabaseSettings other = POSTGRES.server().createDatabase();
        Path first = folder.resolve("first.jsonl");
        Path second = folder.resolve("second.jsonl");

        assertThat(terminal().type("users", "export", first.toString())).isZero();
        assertThat(terminalOn(other).type("users", "import", first.toString(), "--allow-administrators"))
                .isZero();
        assertThat(terminalOn(other).type("users", "export", second.toString())).isZero();

        assertThat(Files.readAllLines(second)).hasSize(2).isEqualTo(Files.readAllLines(first));
        Terminal again = terminalOn(other);
        assertThat(again.type("users", "import", first.toString())).isZero();
        assertThat(again.out()).startsWith("Imported 0; 2 were there already");
        assertThat(Sql.column(database, "SELECT details ->> 'by' FROM audit_events WHERE type = 'users.exported'"))
                .containsExactly("operator");
    }

    @Test
    void keepsAnExportFromEverybodyElse() throws IOException {
        Path file = folder.resolve("out.jsonl");
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "export", file.toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(terminal.type("users", "export", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("is there already").doesNotContain("\tat ");
    }

    @Test
    void printsAnExportIfToldTo() {
        terminal().pipe(ADA).type("users", "import", "-");
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "export", "-")).isZero();

        assertThat(terminal.out().lines().toList()).singleElement().asString().contains("\"ada@example.com\"");
        assertThat(terminal.err()).startsWith("Exported 1,");
    }

    @Test
    void showsAnAccount() {
        terminal().pipe(ADA).type("users", "import", "-");
        Terminal people = terminal();
        Terminal script = terminal();

        assertThat(people.type("users", "show", "--email", "Ada@Example.com")).isZero();
        assertThat(script.type("users", "show", "--email", "ada@example.com", "--json"))
                .isZero();

        assertThat(people.out())
                .contains("display name   Ada\n", "status         active\n")
                .doesNotContain(BCRYPT);
        assertThat(script.out())
                .startsWith("{\"id\":\"")
                .contains("\"email\":\"ada@example.com\",\"displayName\":\"Ada\"")
                .doesNotContain(BCRYPT);
    }

    @Test
    void saysWhatItDoesNotFind() {
        Terminal terminal = terminal();

        assertThat(terminal.type("users", "show", "--email", "nobody@example.com"))
                .isEqualTo(1);
        assertThat(terminal.type("users", "import", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(terminal.err())
                .contains("There is no such account.", "There is no file ")
                .doesNotContain("\tat ");
    }

    @Test
    void suspendsAndReinstatesAllWhoAreListed() throws IOException {
        terminal().pipe(ADA + ADA.replace("ada@", "bob@")).type("users", "import", "-");
        String bob = Sql.column(database, "SELECT id::text FROM users WHERE email = 'bob@example.com'")
                .getFirst();
        Path list = Files.writeString(
                folder.resolve("list.txt"), "ada@example.com\n\nnobody@example.com\nnonsense\n" + bob + "\n");
        Terminal suspending = terminal();
        Terminal reinstating = terminal();

        int suspended = suspending.type("users", "suspend", "--file", list.toString(), "--reason", "TICKET-7");

        assertThat(suspended).isEqualTo(1);
        assertThat(suspending.out().lines().toList())
                .containsExactly("ada@example.com: suspended", bob + ": suspended");
        assertThat(suspending.err().lines().toList())
                .containsExactly(
                        "nobody@example.com: There is no such account.",
                        "nonsense: That is neither an address nor an id.");
        assertThat(Sql.column(database, "SELECT status FROM users")).containsOnly("suspended");
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.InvalidCredentials.class);
        assertThat(Sql.column(
                        database,
                        "SELECT details ->> 'statedReason' FROM audit_events WHERE type = 'account.suspended'"))
                .containsExactly("TICKET-7", "TICKET-7");

        assertThat(reinstating.type("users", "reinstate", "--email", "ada@example.com", "--json"))
                .isZero();

        assertThat(reinstating.out()).isEqualTo("{\"user\":\"ada@example.com\",\"done\":true,\"why\":null}\n");
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void givesSomebodyAnotherPassword() {
        terminal().pipe(ADA).type("users", "import", "-");
        Terminal terminal = terminal().pipe("another correct horse battery\n");
        Terminal weak = terminal().pipe("short");

        assertThat(terminal.type("users", "set-password", "--email", "ada@example.com", "--password-stdin"))
                .isZero();
        assertThat(weak.type("users", "set-password", "--email", "ada@example.com", "--password-stdin"))
                .isEqualTo(1);

        assertThat(weak.err()).startsWith("That password is refused: ");
        assertThat(signIn("ada@example.com", "another correct horse battery"))
                .isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(signIn("ada@example.com", STAPLE)).isInstanceOf(SignIn.Result.InvalidCredentials.class);
    }

    @Test
    void saysHowItIsUsed() {
        Terminal terminal = terminal();

        assertThat(terminal.type("users")).isEqualTo(2);
        assertThat(terminal.type("users", "import")).isEqualTo(2);
        assertThat(terminal.type("users", "show")).isEqualTo(2);
        assertThat(terminal.type("users", "show", "--email", "ada")).isEqualTo(2);
        assertThat(terminal.type("users", "show", "--id", "7")).isEqualTo(2);
        assertThat(terminal.err()).contains("that is not an e-mail address", "that is not an id");
        assertThat(terminal.type("users", "import", "--help")).isZero();
        assertThat(terminal.out()).contains("--dry-run", "--skip-existing", "--report");
    }

    @Test
    void refusesASchemaOfAnotherVersion() {
        Terminal older = terminalOn(POSTGRES.server().createEmptyDatabase());
        DatabaseSettings future = POSTGRES.server().createDatabase();
        Sql.execute(future, """
                INSERT INTO sallyport_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success)
                VALUES (9999, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 1, 'tests', 1, true)""");
        Terminal newer = terminalOn(future);

        assertThat(older.type("users", "export", "-")).isEqualTo(1);
        assertThat(newer.type("users", "export", "-")).isEqualTo(1);

        assertThat(older.err())
                .contains("The database schema is older than this version")
                .doesNotContain("\tat ");
        assertThat(newer.err()).contains("Too old: ").doesNotContain("\tat ");
        assertThat(List.of(older.out(), newer.out())).containsOnly("");
    }
}
