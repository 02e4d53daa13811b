package dev.sallyport.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of mail when a server is killed at the worst moment: when the mail server has said yes, and the outbox does not know it yet. */
class CrashIT {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    /** Whoever settles a mail waits for whoever holds this. */
    private static final String GATE = """
            CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END';
            CREATE TRIGGER gate BEFORE UPDATE ON mail_outbox FOR EACH ROW WHEN (NEW.state = 'delivered')
            EXECUTE FUNCTION wait_at_the_gate()""";

    private static final String AT_THE_GATE =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'";

    @Test
    void sendsItAgainWithTheSameIdForItsRecipientToKnowItBy() throws Exception {
        GreenMail mailServer = TestMailServer.start();
        DatabaseSettings database = POSTGRES.server().createDatabase();
        Map<String, String> environment = Settings.on(
                database, "SMTP_PORT", Integer.toString(mailServer.getSmtp().getPort()));
        Sql.execute(database, GATE);
        try (Connection gate = Sql.connect(database);
                SallyportProcess killed = SallyportProcess.start(environment, "serve");
                ApiClient client = new ApiClient(killed.awaitReady())) {
            close(gate);
            client.post("/api/v1/auth/register", """
                    {"email": "ada@example.com", "password": "correct horse battery staple"}""");
            assertThat(mailServer.waitForIncomingEmail(20_000, 1)).isTrue();
            await().until(() -> !Sql.column(database, AT_THE_GATE).isEmpty());
            killed.kill();
            killed.awaitExit();
            // PostgreSQL does not notice that somebody is dead who waits; it would settle the mail once the gate opens.
            Sql.column(database, "SELECT pg_terminate_backend(pid)::text FROM (" + AT_THE_GATE + ") AS waiting");
            await().until(() -> Sql.column(database, AT_THE_GATE).isEmpty());
        }
        Sql.execute(database, "DROP TRIGGER gate ON mail_outbox");
        assertThat(Sql.column(database, "SELECT state || ' ' || attempts FROM mail_outbox"))
                .containsExactly("queued 1");

        // As if the time were over for which the mail was the other's.
        Sql.execute(database, "UPDATE mail_outbox SET due_at = now(), leased_until = now()");
        try (SallyportProcess next = SallyportProcess.start(environment, "serve")) {
            next.awaitReady();
            assertThat(mailServer.waitForIncomingEmail(20_000, 2)).isTrue();
            await().until(() -> Sql.column(database, "SELECT state || ' ' || attempts FROM mail_outbox")
                    .contains("delivered 2"));
            MimeMessage[] received = mailServer.getReceivedMessages();
            assertThat(received).hasSize(2);
            assertThat(id(received[0])).isEqualTo(id(received[1]));
        } finally {
            mailServer.stop();
        }
    }

    private static void close(Connection gate) throws SQLException {
        try (Statement lock = gate.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(4711)");
        }
    }

    private static String id(MimeMessage message) throws MessagingException {
        return message.getMessageID();
    }
}
