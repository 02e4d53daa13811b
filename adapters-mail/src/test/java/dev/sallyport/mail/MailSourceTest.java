package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailSourceTest {
    private static final SmtpSettings SETTINGS =
            TestSettings.from(25, TestSettings.mailbox("Bücherei <accounts@example.com>"), null);

    @Test
    void isWhatWouldTravel() {
        Mail mail = new Mail(
                new MailId(new UUID(0, 1)),
                "verify-address",
                EmailAddress.of("ada@example.org"),
                new MailContent("Grüße", "Hallo Ägypten", "<p>Hallo</p>"),
                null);

        String source = MailSource.of(mail, SETTINGS, Instant.parse("2026-03-01T10:15:30Z"));

        assertThat(source)
                .contains("From: =?UTF-8?Q?B=C3=BCcherei?= <accounts@example.com>\r\n")
                .contains("To: ada@example.org\r\n")
                .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n")
                .contains("Message-ID: <00000000-0000-0000-0000-000000000001@example.com>\r\n")
                .contains("Auto-Submitted: auto-generated\r\n")
                .contains("Content-Type: multipart/alternative;")
                .contains("Hallo =C3=84gypten")
                .contains("<p>Hallo</p>");
        assertThat(source.chars()).allMatch(c -> c < 128);
    }
}
