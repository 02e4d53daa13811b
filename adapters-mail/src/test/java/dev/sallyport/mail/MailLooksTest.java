package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailLooksTest {
    private static final BrandColor YELLOW = new BrandColor(0xffff00);

    @TempDir
    private Path folder;

    @Test
    void showsTheLogoAndNothingElseFromElsewhere() {
        String html = html("Acme", new Branding(Optional.of(URI.create("https://cdn.example.com/a.png")), YELLOW));

        assertThat(html)
                .containsOnlyOnce("<img ")
                .containsOnlyOnce("src=")
                .contains("<img src=\"https://cdn.example.com/a.png\" alt=\"Acme\" height=\"48\"")
                .doesNotContain("url(", "@import", "<link");
    }

    @Test
    void saysWhoseItIsWhereThereIsNoLogo() {
        assertThat(html("Acme", Branding.STANDARD))
                .contains("<bdi>Acme</bdi></td>")
                .doesNotContain("<img");
    }

    @Test
    void labelsButtonsSoThatTheyCanBeReadOnTheirColour() {
        assertThat(html("Acme", new Branding(Optional.empty(), YELLOW)))
                .contains("bgcolor=\"#ffff00\"", "border:1px solid #71717a", "color:#000000;font-weight:bold");
        assertThat(html("Acme", Branding.STANDARD)).contains("bgcolor=\"#1d4ed8\"", "color:#ffffff;font-weight:bold");
    }

    @Test
    void canBeDark() {
        assertThat(html("Acme", Branding.STANDARD))
                .contains("<meta name=\"color-scheme\" content=\"light dark\">")
                .contains("@media (prefers-color-scheme:dark){.page{", "[data-ogsb] .card{", "[data-ogsc] .words{");
    }

    @Test
    void isAtMost600PixelsWide() {
        assertThat(html("Acme", Branding.STANDARD))
                .contains("max-width:600px", "<!--[if mso]><table role=\"presentation\" width=\"600\"");
    }

    @Test
    void showsListsOfMailsItsFirstWords() {
        assertThat(html("Acme", Branding.STANDARD))
                .containsPattern(
                        "<body[^>]*>\\s*<div style=\"display:none;[^\"]*\">To confirm that this e-mail address is yours");
    }

    @ParameterizedTest
    @CsvSource({"he,rtl,right", "fa,rtl,right", "ar,rtl,right", "az-Arab,rtl,right", "az,ltr,left", "ko,ltr,left"})
    void runsAsItsLanguageDoes(String language, String direction, String start) throws IOException {
        Files.writeString(folder.resolve("messages_" + language + ".properties"), "new-device.you={app}!");

        String html = new BundledMailTemplates(
                        "Acme", SampleMails.URL, Branding.STANDARD, OwnTemplates.read(folder), PhraseBook.ENGLISH)
                .word(verify(language))
                .html();

        assertThat(html)
                .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">")
                .contains("align=\"" + start + "\"", "text-align:" + start)
                .contains("<td class=\"box words\" dir=\"ltr\" align=\"center\"")
                .contains("dir=\"ltr\" href=\"https://id.example.com/verify-email#token=");
    }

    @Test
    void keepsNamesAndAddressesFromTurningTheWordsAroundThem() throws IOException {
        Files.writeString(
                folder.resolve("messages_he.properties"),
                "email-changed.subject={app}\nemail-changed.what=\u05d0 {address} \u05d1\nsent-by={app} \u05d0 {url}");

        var content = new BundledMailTemplates(
                        "Acme", SampleMails.URL, Branding.STANDARD, OwnTemplates.read(folder), PhraseBook.ENGLISH)
                .word(sample("he", MailMessage.EmailChanged.class));

        assertThat(content.subject()).isEqualTo("\u2068Acme\u2069");
        assertThat(content.text())
                .contains("\u05d0 \u2066o'neill&sons@example.org\u2069 \u05d1")
                .contains("\u2068Acme\u2069 \u05d0 \u2066https://id.example.com\u2069");
        assertThat(content.html())
                .contains("\u05d0 <bdi dir=\"ltr\">o&#39;neill&amp;sons@example.org</bdi> \u05d1")
                .contains("<bdi>Acme</bdi> \u05d0 <bdi dir=\"ltr\">https://id.example.com</bdi>");
    }

    @Test
    void keepsANameFromTheRightInItsPlaceAmongWordsFromTheLeft() {
        String name = "\u05d0\u05d1";

        var content = new BundledMailTemplates(name, SampleMails.URL).word(verify("en"));

        assertThat(content.subject()).isEqualTo("12345678 is your \u2068" + name + "\u2069 code");
        assertThat(content.html()).contains("you registered for <bdi>" + name + "</bdi>:");
    }

    @Test
    void dropsMarksOfDirectionThatANameBrings() {
        var content = new BundledMailTemplates("Ac\u202eme\u2069\u200f", SampleMails.URL).word(verify("en"));

        assertThat(content.subject()).isEqualTo("12345678 is your Acme code");
        assertThat(content.html()).doesNotContain("\u202e", "\u2069", "\u200f");
    }

    @ParameterizedTest
    @CsvSource({"ar,2026", "fa,2026", "th,2026", "hi,2026"})
    void writesDatesInTheCalendarAndTheDigitsOfCodes(String language, String year) throws IOException {
        Files.writeString(folder.resolve("messages_" + language + ".properties"), "instant={day}, {time}");

        assertThat(new BundledMailTemplates(
                                "Acme",
                                SampleMails.URL,
                                Branding.STANDARD,
                                OwnTemplates.read(folder),
                                PhraseBook.ENGLISH)
                        .word(sample(language, MailMessage.NewDevice.class))
                        .text())
                .containsPattern("\\b" + year + "\\b.*, 15:04");
    }

    @Test
    void hasNoLogoWithoutAnAddress() {
        assertThatThrownBy(() -> new Branding(Optional.of(URI.create("/logo.png")), YELLOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String html(String appName, Branding branding) {
        return new BundledMailTemplates(appName, SampleMails.URL, branding, OwnTemplates.none(), PhraseBook.ENGLISH)
                .word(verify("en"))
                .html();
    }

    private static MailMessage verify(String language) {
        return sample(language, MailMessage.VerifyAddress.class);
    }

    private static MailMessage sample(String language, Class<? extends MailMessage> kind) {
        return SampleMessages.in(LanguageTag.of(language)).stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
