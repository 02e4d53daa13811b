package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AccountDeletionMailsTest {
    private final BundledMailTemplates templates =
            new BundledMailTemplates("Sallyport", URI.create("https://id.example.com"));

    @Test
    void tellsUntilWhenAnAccountCanBeKeptAndHow() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.AccountDeletionScheduled.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account will be deleted");
        assertThat(content.text())
                .contains("On March 1, 2026 at 15:04 UTC it will be deleted with all personal data")
                .contains("If it was you, you need not do anything.");
        assertThat(content.text().lines())
                .containsSubsequence(
                        "https://id.example.com/keep-account#token=" + SampleMessages.TOKEN.reveal(),
                        "If it was not you, somebody else knows your password. Once you have kept the account, choose a new"
                                + " one. To begin, open this link:",
                        "https://id.example.com/forgot-password");
    }

    @Test
    void tellsThatAnAccountIsGoneForGood() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.AccountDeleted.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account was deleted");
        assertThat(content.text()).contains("is gone, with all personal data. There is no way back");
        assertThat(content.html()).doesNotContain("href");
    }

    @Test
    void tellsThatItWasNotTheOwnerWhoWantedThat() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.AccountDeletedByAdministrator.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account was deleted");
        assertThat(content.text())
                .contains("An administrator has deleted your Sallyport account, with all personal data.")
                .contains("ask whoever runs Sallyport");
        assertThat(content.html()).doesNotContain("href");
    }
}
