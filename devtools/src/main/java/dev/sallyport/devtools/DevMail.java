package dev.sallyport.devtools;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.mail.MailSource;
import dev.sallyport.mail.Mailbox;
import dev.sallyport.mail.SmtpSecurity;
import dev.sallyport.mail.SmtpSettings;
import java.util.function.Function;

/** Mail as this server would send it, to show it to its developer. */
final class DevMail {
    private DevMail() {}

    /** What mails look like on their way. The sender is made up: here, nobody sends them. */
    static Function<DevInbox.Received, String> source(Configuration configuration) {
        SmtpSettings settings = new SmtpSettings(
                "localhost",
                25,
                null,
                null,
                new Mailbox(configuration.server().appName(), EmailAddress.of("accounts@example.com")),
                null,
                SmtpSecurity.NONE,
                SmtpSettings.STANDARD_TIMEOUT);
        return received -> MailSource.of(received.mail(), settings, received.sentAt());
    }
}
