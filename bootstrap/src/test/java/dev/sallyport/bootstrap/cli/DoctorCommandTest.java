package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.mail.testing.ScriptedSmtpServer;
import dev.sallyport.mail.testing.TestCertificate;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told, with a real database and mail servers of all sorts. */
class DoctorCommandTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private final DatabaseSettings database = POSTGRES.server().createDatabase();
    private ScriptedSmtpServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedSmtpServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Map<String, String> environment(String... settings) {
        Map<String, String> environment = Settings.on(database, settings);
        environment.putIfAbsent("SMTP_PORT", Integer.toString(server.port()));
        return environment;
    }

    private Terminal terminal(String... settings) {
        return new Terminal(environment(settings));
    }

    private void makeKeys() {
        SallyportSystem.start(Configuration.parse(Settings.on(database)), new FakeMailTransport())
                .close();
    }

    @Test
    void findsThatAllIsWellAndChangesNothing() {
        server.start();
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor")).as(terminal.out()).isZero();

        assertThat(terminal.out().lines())
                .allMatch(line -> line.startsWith("ok       "))
                .anyMatch(line -> line.contains("configuration: every setting can be used."))
                .anyMatch(line -> line.contains("database: it answers"))
                .anyMatch(line -> line.contains("database schema: it is that of this version."))
                .anyMatch(line -> line.contains("clock: ours and the database's agree."))
                .anyMatch(line -> line.contains("master key: nothing is sealed yet"))
                .anyMatch(line -> line.contains("outbox: no mail is overdue."))
                .anyMatch(line -> line.contains("audit trail: nothing waits long to be sealed."))
                .anyMatch(line -> line.contains("database connections: there are enough left"))
                .anyMatch(line -> line.contains("mail server: 127.0.0.1:" + server.port() + " answers."))
                .anyMatch(line -> line.contains("sender: accounts@example.com may send."));
        assertThat(terminal.err()).isEmpty();
        assertThat(Sql.column(database, "SELECT count(*)::text FROM server_keys"))
                .containsExactly("0");
        assertThat(server.heard()).noneMatch(line -> line.contains("RCPT TO"));
    }

    @Test
    void sendsATestMailThatSaysWhereItComesFrom() throws Exception {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(30_000);
        GreenMail real = new GreenMail(setup);
        real.start();
        try {
            real.setUser("mailer@example.com", "mailer", "swordfish");
            String port = Integer.toString(real.getSmtp().getPort());
            Terminal terminal = terminal(
                    "SMTP_PORT", port, "SMTP_USER", "mailer", "SMTP_PASSWORD", "swordfish", "APP_NAME", "Acme <3");

            assertThat(terminal.type("doctor", "--send-test-mail", "ada@example.com"))
                    .as(terminal.out())
                    .isZero();

            assertThat(terminal.out())
                    .contains(
                            "mail server sign-in: it knows us as mailer.",
                            "test mail: the mail server has taken it (\"250 ")
                    .doesNotContain("swordfish");
            MimeMessage arrived = real.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("Test mail from Acme <3");
            assertThat(arrived.getAllRecipients()[0]).hasToString("ada@example.com");
            MimeMultipart parts = (MimeMultipart) arrived.getContent();
            assertThat(parts.getBodyPart(0).getContent().toString())
                    .contains("Mail server: 127.0.0.1:" + port, "Security: none", "Signed in: yes");
            assertThat(parts.getBodyPart(1).getContent().toString()).contains("Acme &lt;3");
        } finally {
            real.stop();
        }
    }

    @Test
    void tellsEverythingThatIsWrongWithTheSettingsAndLooksAtTheRest() {
        Terminal terminal = terminal("PORT", "http", "SMTP_FROM", "nobody");

        assertThat(terminal.type("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .contains(
                        "FAILED   configuration: PORT is \"http\"",
                        "FAILED   configuration: SMTP_FROM is \"nobody\"",
                        "ok       database: ",
                        "skipped  mail server: ");
    }

    @Test
    void tellsThatNothingIsConfigured() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .contains(
                        "FAILED   configuration: DATABASE_URL is missing.",
                        "skipped  database: ",
                        "skipped  mail server: ");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void tellsThatTheDatabaseIsAwayAndLooksAtTheMailServer() {
        server.start();
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere?sslmode=disable");
        environment.put("DATABASE_PASSWORD", "hunter2");
        Terminal terminal = new Terminal(environment);

        assertThat(terminal.type("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .contains(
                        "FAILED   database: The database at postgresql://127.0.0.1:1/nowhere cannot be used",
                        "ok       sender")
                .doesNotContain("hunter2", "\tat ");
        assertThat(terminal.err()).doesNotContain("hunter2", "\tat ");
    }

    @Test
    void tellsThatTheSchemaIsOlderAndDoesNotMigrateIt() {
        DatabaseSettings empty = POSTGRES.server().createEmptyDatabase();
        Terminal patient = new Terminal(Settings.on(empty));
        Terminal strict = new Terminal(Settings.on(empty, "MIGRATE_ON_START", "false"));

        patient.type("doctor");
        strict.type("doctor");

        assertThat(patient.out())
                .contains(
                        "warning  database schema: it is older than this version; the next start brings it up to date.");
        assertThat(strict.out())
                .contains(
                        "FAILED   database schema: it is older than this version, and MIGRATE_ON_START is off. Run: sallyport migrate.");
        assertThat(Sql.tables(empty)).isEmpty();
    }

    @Test
    void tellsThatTheSchemaIsNewer() {
        Sql.execute(database, """
                INSERT INTO sallyport_schema_history
                SELECT installed_rank + 1, '999', 'from the future', type, 'V999__from_the_future.sql', 1, installed_by,
                    installed_on, execution_time, success
                FROM sallyport_schema_history ORDER BY installed_rank DESC LIMIT 1
                """);
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out()).contains("FAILED   database schema: a newer version of Sallyport has changed it");
    }

    @Test
    void tellsThatTheMasterKeyIsAnotherOne() {
        makeKeys();
        server.start();
        Terminal right = terminal();
        Terminal wrong = terminal("MASTER_KEY", Settings.OTHER_MASTER_KEY);

        assertThat(right.type("doctor")).as(right.out()).isZero();
        assertThat(wrong.type("doctor")).isEqualTo(1);

        assertThat(right.out())
                .contains("ok       master key: MASTER_KEY opens every key", "ok       signing key: one has been");
        assertThat(wrong.out())
                .contains("FAILED   master key: MASTER_KEY is not the key that this database was set up with")
                .doesNotContain(Settings.MASTER_KEY, Settings.OTHER_MASTER_KEY);
    }

    @Test
    void warnsOfASigningKeyThatNobodyHasFollowed() {
        makeKeys();
        server.start();
        Sql.execute(database, "UPDATE server_keys SET active_from = active_from - interval '40 days'");
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor")).as(terminal.out()).isZero();
        assertThat(terminal.out())
                .contains(
                        "warning  signing key: one has been signing for 40 days, longer than JWT_KEY_ROTATION (30 days)");
    }

    @ParameterizedTest
    @CsvSource({"0,OK", "-8,WARNING", "8,WARNING", "-40,FAILED", "40,FAILED"})
    void comparesOurClockWithTheDatabases(long seconds, Finding.Verdict verdict) {
        InstantSource clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        KeySettings settings = KeySettings.parse(environment(), file -> {
            throw new NoSuchFileException(file.toString());
        });
        List<Finding> findings = new ArrayList<>();

        new DatabaseCheck(settings, clock).run(findings::add);

        assertThat(findings)
                .filteredOn(finding -> finding.what().equals("clock"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(verdict);
                    assertThat(finding.words())
                            .contains(seconds == 0 ? "agree" : seconds > 0 ? "ours is ahead" : "ours is behind");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | 554 5.7.1 go away   | mail server: it does not want us (\"554 5.7.1 go away\").",
                "''        | hello there         | mail server: 127.0.0.1:PORT does not speak as a mail server does (\"hello there\").",
                "''        | hang up             | mail server: 127.0.0.1:PORT hung up at once.",
                "EHLO      | 250 scripted        | mail server sign-in: 127.0.0.1:PORT offers no sign-in",
                "AUTH      | 535 5.7.8 no        | mail server sign-in: it refuses SMTP_USER and SMTP_PASSWORD (\"535 5.7.8\").",
                "AUTH      | 454 4.7.0 later     | mail server sign-in: it cannot check SMTP_USER and SMTP_PASSWORD now (\"454 4.7.0\").",
                "MAIL FROM | 553 5.7.1 not yours | sender: it does not let accounts@example.com send (\"553 5.7.1 not yours\").",
                "RCPT TO   | 550 5.1.1 nobody    | test mail: the recipient is refused (\"550 5.1.1 nobody\"). Check the address",
                "RCPT TO   | 451 4.7.1 greylist  | test mail: the recipient is refused (\"451 4.7.1 greylist\"). Some servers do so at first",
                "DATA      | 451 4.3.0 later     | test mail: the mail itself is refused (\"451 4.3.0 later\"). Try again",
                ".         | 554 5.7.1 spam      | test mail: the mail itself is refused (\"554 5.7.1 spam\"). The server may take it for spam",
                ".         | hang up             | test mail: the mail server hung up when it had the mail"
            })
    void tellsInPlainWordsWhatTheMailServerRefused(String line, String reply, String words) {
        server.answer(line, reply).start();
        Terminal terminal = terminal("SMTP_USER", "mailer", "SMTP_PASSWORD", "swordfish");

        assertThat(terminal.type("doctor", "--send-test-mail", "ada@example.com"))
                .isEqualTo(1);

        assertThat(terminal.out())
                .contains("FAILED   "
                        + words.replace("PORT", Integer.toString(server.port()))
                                .replace("SMTP_" + server.port(), "SMTP_PORT"))
                .doesNotContain("swordfish");
    }

    @Test
    void tellsThatNobodyListens() {
        server.close();
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("FAILED   mail server: nobody listens at 127.0.0.1:" + server.port()
                        + ". Check SMTP_HOST and SMTP_PORT");
    }

    @Test
    void tellsThatThereIsNoSuchMailServer() {
        Terminal terminal = terminal("SMTP_HOST", "mail.invalid");

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out()).contains("FAILED   mail server name: there is no mail.invalid");
    }

    @Test
    void tellsThatStartTlsIsNotOffered() {
        server.start();
        Terminal terminal = terminal("SMTP_SECURITY", "starttls");

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("FAILED   mail server TLS: 127.0.0.1:" + server.port() + " offers no STARTTLS");
    }

    @Test
    void tellsWhoseCertificateTheMailServerShows(@TempDir Path directory) throws Exception {
        server.start(TestCertificate.of("elsewhere.example", directory).server());
        Terminal terminal = terminal("SMTP_SECURITY", "starttls", "SMTP_HOST", "localhost");

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out())
                .contains(
                        "FAILED   mail server TLS: the certificate that localhost shows, for elsewhere.example, is not for localhost.");
    }

    @Test
    void tellsThatACertificateHasExpired(@TempDir Path directory) throws Exception {
        server.startSecured(TestCertificate.expired("localhost", directory).server());
        Terminal terminal = terminal("SMTP_SECURITY", "tls", "SMTP_HOST", "localhost");

        assertThat(terminal.type("doctor")).isEqualTo(1);
        assertThat(terminal.out()).containsPattern("for localhost, has expired on [0-9]{4}-[0-9]{2}-[0-9]{2}\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b", "ada@example.com\nBcc: eve@example.com", ""})
    void refusesAnAddressThatIsNone(String address) {
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor", "--send-test-mail", address)).isEqualTo(2);
        assertThat(terminal.err()).contains("--send-test-mail", "not an e-mail address", "ada@example.com");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void wantsAnAddressToSendTo() {
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor", "--send-test-mail")).isEqualTo(2);
        assertThat(terminal.err()).contains("--send-test-mail");
    }

    @Test
    void helps() {
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor", "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: sallyport doctor", "--send-test-mail=ADDRESS", "mail server");
    }

    @Test
    void warnsOfMailAndEntriesThatNobodyLooksAfter() {
        makeKeys();
        Sql.execute(database, """
                INSERT INTO audit_unsealed (id, occurred_at, queued_at)
                VALUES (gen_random_uuid(), now(), now() - interval '20 minutes');
                INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at)
                VALUES (gen_random_uuid(), 'verify-address', 'queued', 'sealed', 0, now(), now() - interval '7 minutes')""");
        server.start();
        Terminal terminal = terminal();

        assertThat(terminal.type("doctor")).as(terminal.out()).isZero();

        assertThat(terminal.out())
                .contains(
                        "warning  outbox: mail has been due for 7 minutes",
                        "warning  audit trail: something has waited for 20 minutes");
    }
}
