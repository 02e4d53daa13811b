package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PasswordMailsTest {
    private static final String FORGOT_PASSWORD = "https://id.example.com/forgot-password";

    private final BundledMailTemplates templates =
            new BundledMailTemplates("Sallyport", URI.create("https://id.example.com"));

    @Test
    void leadsWhoLostAPasswordToThePageWhereTheyChooseOne() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.ResetPassword.class));

        assertThat(content.subject()).isEqualTo("Choose a new password for Sallyport");
        assertThat(content.text().lines())
                .containsOnlyOnce("https://id.example.com/reset-password#token=" + SampleMessages.TOKEN.reveal());
        assertThat(content.text())
                .contains("accepted once, for one hour.")
                .contains("If you did not ask for this, you need not do anything.");
    }

    @Test
    void tellsWhereAPasswordWasChangedAndHowToChooseAnother() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.PasswordChanged.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport password was changed");
        assertThat(content.text())
                .contains("Firefox on Windows, from 203.0.113.7, on March 1, 2026 at 15:04 UTC")
                .contains("Whoever was signed in elsewhere has been signed out.")
                .contains("If it was not you, somebody else can use your account.");
        assertThat(content.text().lines()).containsOnlyOnce(FORGOT_PASSWORD);
    }

    @Test
    void tellsWhyAPasswordIsDisabledAndThatNobodyGotIn() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.PasswordDisabled.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport password is not accepted any more");
        assertThat(content.text())
                .contains(
                        "A wrong password was given for your Sallyport account 100 times in a row. Nobody got in by that.")
                .contains("Where you are signed in already, you stay signed in.");
        assertThat(content.text().lines()).containsOnlyOnce(FORGOT_PASSWORD);
    }
}
