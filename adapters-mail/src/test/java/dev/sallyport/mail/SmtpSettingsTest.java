package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id@example.com",
                "Example <id@example.com>",
                "\"Example, Inc.\" <id@example.com>",
                "Żółw <id@example.com>"
            })
    void takesASenderWithAndWithoutAName(String from) {
        assertThat(from(from).sender().getAddress()).isEqualTo("id@example.com");
        assertThat(from(from).senderDomain()).isEqualTo("example.com");
        assertThat(from(from).sender().toString()).matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id",
                "@example.com",
                "id@",
                "a@example.com, b@example.com",
                "group: a@example.com;",
                "id@example.com\r\nBcc: everyone@example.com",
                "Example\n <id@example.com>",
                "żółw@example.com"
            })
    void refusesASenderThatIsNotOneAddress(String from) {
        assertThatThrownBy(() -> from(from)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SmtpSettings from(String from) {
        return new SmtpSettings(
                "mail.example.com", 587, null, null, from, SmtpSecurity.STARTTLS, Duration.ofSeconds(10));
    }

    @Test
    void wantsUserAndPasswordTogether() {
        assertThatThrownBy(() -> signingIn("id", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signingIn(null, SmtpPassword.of("swordfish")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsNoPassword() {
        assertThat(signingIn("id", SmtpPassword.of("swordfish")).toString())
                .contains("mail.example.com", "[redacted]")
                .doesNotContain("swordfish");
    }

    private static SmtpSettings signingIn(String user, SmtpPassword password) {
        return new SmtpSettings(
                "mail.example.com",
                587,
                user,
                password,
                "id@example.com",
                SmtpSecurity.STARTTLS,
                Duration.ofSeconds(10));
    }
}
