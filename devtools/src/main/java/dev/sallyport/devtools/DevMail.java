package dev.sallyport.devtools;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.mail.BundledMailTemplates;
import dev.sallyport.mail.MailSource;
import dev.sallyport.mail.SmtpSecurity;
import dev.sallyport.mail.SmtpSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Mail as this server would word and send it, to show it to its developer. */
final class DevMail {
    private DevMail() {}

    static MailTemplates templates(Configuration configuration) {
        return new BundledMailTemplates(
                configuration.server().appName(), configuration.server().publicUrl());
    }

    /** What mails are worded in. */
    static List<LanguageTag> languages() {
        return Stream.of("en", "ar", "es", "fr", "de", "pt", "ru", "uk", "zh", "ja")
                .map(LanguageTag::of)
                .toList();
    }

    static MailFrame frame() {
        return new MailFrame(Optional.empty());
    }

    /** What mails look like on their way. The sender is made up: here, nobody sends them. */
    static Function<DevInbox.Received, String> source(Configuration configuration) {
        String name = configuration.server().appName().replace("\\", "\\\\").replace("\"", "\\\"");
        SmtpSettings settings = new SmtpSettings(
                "localhost",
                25,
                null,
                null,
                "\"" + name + "\" <accounts@example.com>",
                SmtpSecurity.NONE,
                SmtpSettings.STANDARD_TIMEOUT);
        return received -> MailSource.of(received.mail(), settings, received.sentAt());
    }
}
