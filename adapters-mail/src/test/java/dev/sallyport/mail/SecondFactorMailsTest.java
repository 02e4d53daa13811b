package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecondFactorMailsTest {
    private static final String FORGOT_PASSWORD = "https://id.example.com/forgot-password";

    private final BundledMailTemplates templates =
            new BundledMailTemplates("Sallyport", URI.create("https://id.example.com"));

    @ParameterizedTest
    @MethodSource("done")
    void tellsWhereItWasDoneAndHowToChooseAnotherPassword(MailMessage message) {
        MailContent content = templates.word(message);

        assertThat(content.text())
                .contains("Firefox on Windows, from 203.0.113.7, on March 1, 2026 at 15:04 UTC")
                .contains("If it was not you, somebody else")
                .contains("Choose a new password now: that signs everybody out.");
        assertThat(content.text().lines()).containsOnlyOnce(FORGOT_PASSWORD);
    }

    private static Stream<MailMessage> done() {
        return Stream.of(
                EnglishSamples.of(MailMessage.SecondFactorAdded.class),
                EnglishSamples.of(MailMessage.SecondFactorRemoved.class),
                EnglishSamples.of(MailMessage.RecoveryCodesRenewed.class),
                EnglishSamples.of(MailMessage.RecoveryCodeUsed.class),
                EnglishSamples.of(MailMessage.RecoveryCodesLow.class));
    }

    @Test
    void tellsWhoHasASecondFactorWhatSigningInTakesAndWhoHelpsIfItIsNotTheirs() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.SecondFactorAdded.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account has a second factor now");
        assertThat(content.text())
                .contains("needs a code of an authenticator app as well as the password")
                .contains("keep your recovery codes in a safe place")
                .contains("tell whoever runs Sallyport, who can take the app off your account");
    }

    @Test
    void tellsThatThePasswordAloneIsEnoughAgain() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.SecondFactorRemoved.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account has no second factor any more");
        assertThat(content.text())
                .contains("the password alone is enough to sign in to your Sallyport account")
                .contains("Whoever was signed in elsewhere has been signed out.")
                .contains("add an authenticator app again");
    }

    @Test
    void tellsWhoseSecondFactorAnAdministratorTookAwayHowToEnrolAgainAndWhomToTell() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.SecondFactorReset.class));

        assertThat(content.subject()).isEqualTo("The second factor of your Sallyport account was taken away");
        assertThat(content.text())
                .contains("An administrator has taken the authenticator app and the recovery codes off")
                .contains("everybody who was signed in has been signed out")
                .contains("sign in with your password, and add an authenticator app again")
                .contains("If you did not, tell whoever runs Sallyport");
        assertThat(content.text().lines()).containsOnlyOnce(FORGOT_PASSWORD);
    }

    @Test
    void tellsThatOldRecoveryCodesAreVoid() {
        MailContent content = templates.word(EnglishSamples.of(MailMessage.RecoveryCodesRenewed.class));

        assertThat(content.subject()).isEqualTo("Your Sallyport account has new recovery codes");
        assertThat(content.text()).contains("those before are not accepted any more");
    }

    @ParameterizedTest
    @CsvSource({"9, 9 recovery codes", "2, 2 recovery codes", "1, one recovery code", "0, no recovery codes"})
    void countsTheRecoveryCodesThatAreLeft(int left, String words) {
        MailContent content = templates.word(EnglishSamples.recoveryCodeUsed(left));

        assertThat(content.subject()).isEqualTo("A recovery code of your Sallyport account was used");
        assertThat(content.text()).contains("It is not accepted again.").contains("You have " + words + " left.");
    }

    @ParameterizedTest
    @CsvSource({"2, only 2 recovery codes", "1, only one recovery code", "0, no recovery codes"})
    void asksForNewRecoveryCodesWhileThereIsStillAWayIn(int left, String words) {
        MailContent content = templates.word(EnglishSamples.recoveryCodesLow(left));

        assertThat(content.subject()).isEqualTo("Your Sallyport account has few recovery codes left");
        assertThat(content.text())
                .contains("It is not accepted again.")
                .contains("You have " + words + " left. Make new ones while you can still sign in");
    }
}
