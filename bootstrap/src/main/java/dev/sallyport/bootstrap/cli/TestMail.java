package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.mail.SmtpSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The mail that shows that mail arrives. It says by which server and settings it came. */
final class TestMail {
    private TestMail() {}

    static MailContent of(String appName, SmtpSettings settings, Instant now) {
        String subject = "Test mail from " + appName;
        List<String> lines = List.of(
                "This is a test mail from " + appName
                        + ". It was asked for by: sallyport doctor --send-test-mail. You need not do anything.",
                "Mail server: " + settings.host() + ":" + settings.port(),
                "Security: " + settings.security().name().toLowerCase(Locale.ROOT),
                "Signed in: " + (settings.user() == null ? "no" : "yes"),
                "From: " + settings.from().address(),
                "Sent: " + now.truncatedTo(ChronoUnit.SECONDS));
        return new MailContent(
                subject,
                String.join("\n\n", lines) + "\n",
                lines.stream()
                        .map(line -> "<p>" + escape(line) + "</p>\n")
                        .collect(Collectors.joining(
                                "",
                                "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
                                        + escape(subject)
                                        + "</title></head>\n<body style=\"font-family:Helvetica,Arial,sans-serif\">\n",
                                "</body>\n</html>\n")));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
