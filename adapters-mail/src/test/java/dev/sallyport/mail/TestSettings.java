package dev.sallyport.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for tests of the transport. */
final class TestSettings {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** For tests of silence: long enough for a busy machine, short enough for people who wait for the tests. */
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private TestSettings() {}

    static SmtpSettings anonymous(int port, SmtpSecurity security) {
        return of("localhost", port, security, TIMEOUT);
    }

    static SmtpSettings impatient(int port, SmtpSecurity security) {
        return of("localhost", port, security, IMPATIENT);
    }

    static SmtpSettings of(String host, int port, SmtpSecurity security, Duration timeout) {
        return new SmtpSettings(host, port, null, null, mailbox("Example <id@example.com>"), null, security, timeout);
    }

    static SmtpSettings signingIn(int port, SmtpSecurity security, String password) {
        return new SmtpSettings(
                "localhost",
                port,
                "mailer",
                SmtpPassword.of(password),
                mailbox("id@example.com"),
                null,
                security,
                TIMEOUT);
    }

    static SmtpSettings from(int port, Mailbox from, @Nullable Mailbox replyTo) {
        return new SmtpSettings("localhost", port, null, null, from, replyTo, SmtpSecurity.NONE, TIMEOUT);
    }

    static Mailbox mailbox(String text) {
        return Mailbox.parse(text).orThrow();
    }
}
