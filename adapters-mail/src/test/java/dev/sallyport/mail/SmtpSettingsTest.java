package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "'',587,10",
        "mail.example.com,0,10",
        "mail.example.com,65536,10",
        "mail.example.com,587,0",
        "mail.example.com,587,3601"
    })
    void refusesWhatCannotBe(String host, int port, int seconds) {
        assertThatThrownBy(() -> TestSettings.of(host, port, SmtpSecurity.STARTTLS, Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
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
                TestSettings.mailbox("id@example.com"),
                null,
                SmtpSecurity.STARTTLS,
                Duration.ofSeconds(10));
    }
}
