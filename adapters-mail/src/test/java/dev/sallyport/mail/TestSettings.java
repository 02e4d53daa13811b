package dev.sallyport.mail;

import java.time.Duration;

/** Settings for tests of the transport. */
final class TestSettings {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private TestSettings() {}

    static SmtpSettings anonymous(int port, SmtpSecurity security) {
        return new SmtpSettings("localhost", port, null, null, "Example <id@example.com>", security, TIMEOUT);
    }

    static SmtpSettings signingIn(int port, SmtpSecurity security, String password) {
        return new SmtpSettings(
                "localhost", port, "mailer", SmtpPassword.of(password), "id@example.com", security, TIMEOUT);
    }
}
