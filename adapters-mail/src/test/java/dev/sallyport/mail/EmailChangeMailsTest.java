package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EmailChangeMailsTest {
    private static final String UNDO =
            "https://id.example.com/undo-email-change#token=" + SampleMessages.TOKEN.reveal();

    private final BundledMailTemplates templates =
            new BundledMailTemplates("Sallyport", URI.create("https://id.example.com"));

    @Test
    void mailsTheWantedAddressACodeAloneOnALineAndInTheSubject() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.ConfirmNewAddress.class));

        assertThat(content.subject()).isEqualTo("12345678 is your Sallyport code");
        assertThat(content.text().lines()).containsOnlyOnce("12345678");
        assertThat(content.text()).contains("accepted for 10 minutes.").contains("If you did not ask for this");
        assertThat(content.html()).contains(">12345678</td>").doesNotContain("href");
    }

    @Test
    void tellsTheOwnerOfAWantedAddressThatNothingChangedAndGivesNoProofAway() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.AddressInUse.class));

        assertThat(content.subject()).isEqualTo("You already have an account with Sallyport");
        assertThat(content.text())
                .contains("for another Sallyport account")
                .contains("nothing was changed")
                .contains("has not learnt that you have an account")
                .doesNotContain("12345678");
        assertThat(content.html()).doesNotContain("href");
    }

    @Test
    void warnsTheAddressThatIsToBeReplacedWhileTheChangeCanStillBeStopped() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.EmailChangeRequested.class));

        assertThat(content.subject())
                .isEqualTo("Somebody wants to change the e-mail address of your Sallyport account");
        assertThat(content.text())
                .contains("to have this e-mail address: o'neill&sons@example.org\n")
                .contains("It is not changed yet.")
                .contains("If it was not you, somebody else knows your password.")
                .contains("ends all sessions and disables your password")
                .contains("accepted once, for 7 days.");
        assertThat(content.text().lines()).containsOnlyOnce(UNDO);
    }

    @Test
    void tellsTheOldAddressThatItWasReplacedAndHowToUndoThat() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.EmailChanged.class));

        assertThat(content.subject()).isEqualTo("The e-mail address of your Sallyport account was changed");
        assertThat(content.text())
                .contains("no longer the one that this mail came to. The new one is o'neill&sons@example.org\n")
                .contains("If it was not you, somebody else knows your password.")
                .contains("ends all sessions and disables your password")
                .contains("accepted once, for 7 days.");
        assertThat(content.text().lines()).containsOnlyOnce(UNDO);
    }

    @Test
    void escapesTheOtherAddressInHtml() {
        assertThat(templates
                        .word(EnglishSamples.of(MailMessage.EmailChanged.class))
                        .html())
                .contains("o&#39;neill&amp;sons@example.org")
                .doesNotContain("o'neill");
    }

    @Test
    void tellsTheNewAddressThatItIsTheAccounts() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.NewAddressInUse.class));

        assertThat(content.subject()).isEqualTo("This is the e-mail address of your Sallyport account now");
        assertThat(content.text())
                .contains("Sign in with it, and with the password that you have.")
                .contains("choose a new password for your mailbox");
        assertThat(content.html()).doesNotContain("href");
    }

    @Test
    void leadsTheRestoredAddressToANewPassword() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.EmailChangeUndone.class));

        assertThat(content.subject())
                .isEqualTo("Your Sallyport account keeps this e-mail address: choose a new password");
        assertThat(content.text())
                .contains("All sessions were ended, and the password is not accepted any more")
                .contains("accepted once, for one hour.");
        assertThat(content.text().lines())
                .containsOnlyOnce("https://id.example.com/reset-password#token=" + SampleMessages.TOKEN.reveal());
    }
}
