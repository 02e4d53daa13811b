package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledMailTemplatesTest {
    private static final String TOKEN = "t0ken-_".repeat(7).substring(0, 43);
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final URI URL = URI.create("https://id.example.com");

    private static final Instant AT = Instant.parse("2026-03-01T15:04:05Z");

    private final BundledMailTemplates templates = new BundledMailTemplates("Sallyport", URL);

    @Test
    void repeatsTheCodeInTheSubjectAndShowsItAloneOnALine() {
        MailContent content = templates.word(verify("en"));

        assertThat(content.subject()).isEqualTo("12345678 is your Sallyport code");
        assertThat(content.text().lines()).containsOnlyOnce("12345678");
        assertThat(content.html()).contains(">12345678</td>");
    }

    @Test
    void linksToThePublicUrlWithTheSecretInTheFragment() {
        String link = "https://id.example.com/verify-email#token=" + TOKEN;
        MailContent content = templates.word(verify("en"));

        assertThat(content.text().lines()).containsOnlyOnce(link);
        assertThat(content.html()).contains("<a href=\"" + link + "\"");
        assertThat(content.subject()).doesNotContain(TOKEN);
    }

    @Test
    void saysForHowLongAndWhatToDoIfOneDidNotAsk() {
        assertThat(templates.word(verify("en")).text())
                .contains("accepted for 10 minutes")
                .contains("If you did not ask for this");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S,one second",
        "PT90S,90 seconds",
        "PT1M,one minute",
        "PT2M30S,2 minutes",
        "PT59M59S,59 minutes",
        "PT1H,one hour",
        "PT1H30M,90 minutes",
        "PT24H,24 hours",
        "PT48H,2 days",
        "PT49H,49 hours",
        "PT167H59M,'10,079 minutes'",
        "P7D,7 days",
        "P7DT1S,168 hours"
    })
    void neverPromisesMoreTimeThanThereIs(Duration lifetime, String words) {
        assertThat(templates.word(verify("en", lifetime)).text()).contains("accepted for " + words + ".");
    }

    @Test
    void tellsTheOwnerOfAnAccountThatNothingChangedAndGivesNoProofAway() {
        MailContent content = templates.word(new MailMessage.AlreadyRegistered(ADA, LanguageTag.of("en")));

        assertThat(content.subject()).isEqualTo("You already have an account with Sallyport");
        assertThat(content.text())
                .contains("tried to register")
                .contains("nothing was changed")
                .contains("sign in instead")
                .doesNotContain("#token=");
        assertThat(content.html()).doesNotContain("href");
    }

    @Test
    void tellsOfASignInFromANewDeviceWhatItWasAndWhatToDo() {
        MailContent content = templates.word(new MailMessage.NewDevice(
                ADA, LanguageTag.of("en"), new Device("Firefox", "Windows"), ClientAddress.of("203.0.113.7"), AT));

        assertThat(content.subject()).isEqualTo("New sign-in to Sallyport");
        assertThat(content.text())
                .contains("Firefox on Windows, from 203.0.113.7, on March 1, 2026 at 15:04 UTC")
                .contains("If it was not you, somebody else knows your password")
                .contains("\n\nhttps://id.example.com/forgot-password\n");
        assertThat(content.html()).containsOnlyOnce("<a href=\"https://id.example.com/forgot-password\"");
    }

    @Test
    void tellsWhyASessionWasEnded() {
        MailContent content = templates.word(new MailMessage.SessionStolen(
                ADA, LanguageTag.of("en"), new Device(null, null), ClientAddress.of("2001:db8::7"), AT));

        assertThat(content.subject()).isEqualTo("You were signed out of Sallyport for your safety");
        assertThat(content.text())
                .contains("a token that had been replaced already")
                .contains("Unknown device, from 2001:db8::7, on March 1, 2026 at 15:04 UTC")
                .contains("\n\nhttps://id.example.com/forgot-password\n");
    }

    @Test
    void speaksTheReadersLanguageAndEnglishWhereItHasNoWords() {
        MailContent content = new BundledMailTemplates(
                        "Sallyport", URL, Branding.STANDARD, Esperanto.read(), PhraseBook.ENGLISH)
                .word(verify("eo-XX"));

        assertThat(content.subject()).isEqualTo("12345678 estas via kodo de Sallyport");
        assertThat(content.html()).contains("<html lang=\"eo\" dir=\"ltr\">").contains("ĉ &lt; ŝ &amp; &#39;ĵ&#39;");
        assertThat(content.text()).contains("accepted for 10 minutoj.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr", "ar-EG-u-nu-arab", "eo", "de"})
    void writesEnglishForLanguagesThatThereAreNotWhereverTheServerStands(String server) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(server));
        try {
            MailContent content = templates.word(verify("la"));

            assertThat(content.subject()).isEqualTo("12345678 is your Sallyport code");
            assertThat(content.html()).contains("<html lang=\"en\" dir=\"ltr\">");
            assertThat(content.text()).contains("10 minutes");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void escapesWhateverAnOperatorCallsTheApplication() {
        String name = "<b>O'Neill & \"Sons\"</b> {0} {1}";
        MailContent content = new BundledMailTemplates(name, URL).word(verify("en"));

        assertThat(content.subject()).isEqualTo("12345678 is your " + name + " code");
        assertThat(content.text()).contains(name);
        assertThat(content.html())
                .doesNotContain("<b>")
                .contains("&lt;b&gt;O&#39;Neill &amp; &quot;Sons&quot;&lt;/b&gt; {0} {1}");
    }

    @Test
    void fetchesNothingFromElsewhere() {
        assertThat(templates.word(verify("en")).html())
                .startsWith("<!DOCTYPE html>")
                .doesNotContainIgnoringCase("<img")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<link")
                .doesNotContainIgnoringCase("src=")
                .doesNotContainIgnoringCase("url(");
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/,https://id.example.com/verify-email#token=",
        "https://example.com/auth/,https://example.com/auth/verify-email#token=",
        "http://localhost:3000,http://localhost:3000/verify-email#token="
    })
    void keepsThePathOfThePublicUrl(URI publicUrl, String link) {
        assertThat(new BundledMailTemplates("Sallyport", publicUrl)
                        .word(verify("en"))
                        .text())
                .contains("\n" + link + TOKEN + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/relative",
                "ftp://example.com",
                "javascript:alert(1)",
                "https:///path",
                "https://a/?q",
                "https://a/#f"
            })
    void refusesAPublicUrlThatNoLinkCanStartWith(String url) {
        assertThatThrownBy(() -> new BundledMailTemplates("Sallyport", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Sally\r\nBcc: everyone@example.com", "Sally\u0000port"})
    void refusesANameThatIsNotOneLine(String name) {
        assertThatThrownBy(() -> new BundledMailTemplates(name, URL)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MailMessage verify(String language) {
        return verify(language, Duration.ofMinutes(10));
    }

    private static MailMessage verify(String language, Duration lifetime) {
        return new MailMessage.VerifyAddress(
                ADA, LanguageTag.of(language), MailedCode.of("12345678"), LinkToken.of(TOKEN), lifetime);
    }
}
