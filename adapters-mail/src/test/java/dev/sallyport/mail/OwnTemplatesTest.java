package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTemplatesTest {
    @TempDir
    private Path folder;

    @Test
    void rewordsSinglePhrasesAndLeavesTheRest() throws IOException {
        write("messages.properties", "verify-address.subject={app}: {code}");

        MailContent content = word("verify-address", "en");

        assertThat(content.subject()).isEqualTo("Acme & Sons: 12345678");
        assertThat(content.text()).contains("If you did not ask for this");
    }

    @Test
    void addsALanguageAndFillsItUpWithEnglish() throws IOException {
        write("messages_eo.properties", "language=eo\nverify-address.subject={code} estas via kodo");

        assertThat(word("verify-address", "eo-001").subject()).isEqualTo("12345678 estas via kodo");
        assertThat(word("verify-address", "eo").text()).contains("If you did not ask for this");
        assertThat(templates().languages()).contains(LanguageTag.of("eo"));
    }

    @ParameterizedTest
    @CsvSource({
        "pt-PT,Ola",
        "pt-BR,Oi",
        "pt-Latn-BR,Oi",
        "pt,Ola",
        "zh-Hant-TW,Fan",
        "zh-TW,Jian",
        "zh-Hans-CN,Jian",
        "zh,Jian",
        "la,New sign-in to Acme & Sons",
        "en-GB,New sign-in to Acme & Sons"
    })
    void speaksTheNearestLanguageThatThereIs(String reader, String subject) throws IOException {
        write("messages_pt.properties", "new-device.subject=Ola");
        write("messages_pt_BR.properties", "new-device.subject=Oi");
        write("messages_zh.properties", "new-device.subject=Jian");
        write("messages_zh_Hant.properties", "new-device.subject=Fan");

        assertThat(word("new-device", reader).subject()).isEqualTo(subject);
    }

    @Test
    void replacesWholeBodies() throws IOException {
        write("verify-address.html", "<p title='{{app}}'>{{ code }} {{link}} {{lifetime}} <b>{{say.not-you}}</b></p>");
        write("verify-address.txt", "{{app}}: {{code}}\n{{link}}\n");

        MailContent content = word("verify-address", "en");

        assertThat(content.html())
                .startsWith("<p title='Acme &amp; Sons'>12345678 https://id.example.com/verify-email#token=")
                .contains(" 10 minutes <b>If you did not ask for this");
        assertThat(content.text()).startsWith("Acme & Sons: 12345678\nhttps://id.example.com/verify-email#token=");
        assertThat(content.subject()).isEqualTo("12345678 is your Acme & Sons code");
    }

    @Test
    void replacesABodyInOneLanguageAndElseInAll() throws IOException {
        write("account-deleted.txt", "any");
        write("account-deleted_eo.txt", "Esperanto");
        write("account-deleted_fr_CA.txt", "Quebec");

        assertThat(word("account-deleted", "en").text()).isEqualTo("any");
        assertThat(word("account-deleted", "eo").text()).isEqualTo("Esperanto");
        assertThat(word("account-deleted", "fr").text()).isEqualTo("any");
        assertThat(word("account-deleted", "fr-CA").text()).isEqualTo("Quebec");
        assertThat(word("account-deleted", "en").html()).startsWith("<!DOCTYPE html>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new-device:device address at client say.what say.you say.not-you link link-label",
                "recovery-codes-low:left",
                "password-disabled:failures link",
                "email-changed:address link lifetime",
                "account-deletion-scheduled:due link link-label choose-password choose-password-label",
                "account-deleted:app url subject language direction sent-by"
            })
    void fillsInWhatTheMailIsAbout(String kindAndNames) throws IOException {
        String kind = kindAndNames.split(":", -1)[0];
        List<String> names = List.of(kindAndNames.split(":", -1)[1].split(" "));
        write(kind + ".txt", names.stream().reduce("{{link}}", (all, name) -> all + " [{{" + name + "}}]"));
        if (kind.equals("account-deleted")) {
            write(kind + ".txt", names.stream().reduce("", (all, name) -> all + " [{{" + name + "}}]"));
        }

        assertThat(word(kind, "en").text()).doesNotContain("{{", "[]");
    }

    /** Kubernetes mounts a ConfigMap as links into a folder that it exchanges as a whole. */
    @Test
    void readsWhatKubernetesMounts() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..2026_03_01"));
        Files.writeString(data.resolve("messages.properties"), "new-device.subject=Mounted");
        Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        Files.createSymbolicLink(folder.resolve("messages.properties"), Path.of("..data", "messages.properties"));

        assertThat(word("new-device", "en").subject()).isEqualTo("Mounted");
    }

    @Test
    void isReadOnce() throws IOException {
        write("messages.properties", "new-device.subject=Before");
        BundledMailTemplates templates = templates();
        write("messages.properties", "new-device.subject=After");

        assertThat(word(templates, "new-device", "en").subject()).isEqualTo("Before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    messages.properties | x=1                           | messages.properties, line 1 | x is no phrase
                    messages.properties | new-device.subjct=1           | messages.properties, line 1 | Did you mean new-device.subject?
                    messages.properties | sent-by={ap}                  | messages.properties, line 1 | speaks of {ap}
                    messages.properties | sent-by={ap}                  | messages.properties, line 1 | {app}, {url}
                    messages.properties | sent-by={0}                   | messages.properties, line 1 | speaks of {0}
                    messages.properties | link.keep-account={app}       | messages.properties, line 1 | without anything filled in
                    messages.properties | new-device.you={code}         | messages.properties, line 1 | speaks of {code}
                    messages.properties | new-device.you={app           | messages.properties, line 1 | is no ICU message
                    messages.properties | new-device.you=de l'{app} oui  | messages.properties, line 1 | has a straight apostrophe beside a brace
                    messages.properties | new-device.you={app, number}  | messages.properties, line 1 | is no ICU message
                    messages.properties | duration.days={n, plural, one {x}} | messages.properties, line 1 | is no ICU message
                    messages.properties | new-device.subject=a\\nb      | messages.properties, line 1 | not one line
                    messages.properties | language=de                   | messages.properties, line 1 | the file is one of en
                    messages.properties | new-device.you=\\u12          | messages.properties, line 1 | four hexadecimal digits
                    messages_de.properties | language=fr                | messages_de.properties, line 1 | rename the file
                    messages_german.properties | sent-by=x              | messages_german.properties  | german is no language
                    messages_xx.properties | sent-by=x                  | messages_xx.properties      | xx is no language
                    messages_en_US_POSIX.properties | sent-by=x         | messages_en_US_POSIX.properties | no language
                    message.properties  | sent-by=x                     | message.properties          | Did you mean messages.properties?
                    verify-adress.html  | x                             | verify-adress.html          | Did you mean verify-address.html?
                    verify_address.html | x                             | verify_address.html         | There are:
                    README.md           | x                             | README.md                   | There are:
                    new-device.properties | x                           | new-device.properties       | no mail has this
                    new-device.html     | {{who}}                       | new-device.html, line 1     | There are: address, app, at, client
                    new-device.html     | {{app                         | new-device.html, line 1     | does not begin a placeholder
                    new-device.html     | {{}}                          | new-device.html, line 1     | does not begin a placeholder
                    verify-address.txt  | Welcome to {{app}}            | verify-address.txt          | Put in {{code}} or {{link}}.
                    sign-in-code_de.txt | {{app}}                       | sign-in-code_de.txt         | Put in {{code}}.
                    reset-password.html | {{url}}                       | reset-password.html         | Put in {{link}}.
                    """)
    void saysWhatIsWrongWhereAndHowToMendIt(String file, String content, String place, String words)
            throws IOException {
        write(file, content);

        assertThat(OwnTemplates.read(folder).flaws()).singleElement().satisfies(flaw -> {
            assertThat(flaw.place()).isEqualTo(place);
            assertThat(flaw.flaw() + ". " + flaw.remedy()).contains(words);
        });
    }

    @Test
    void tellsOfAllFlawsAtOnceEachByItsLine() throws IOException {
        write("messages.properties", "# mine\n\nx=1\nsent-by=a \\\n  {b}\nnew-device.you=1\n\nnew-device.you=2\ny=3");
        write("invitation.html", "<a\nhref='{{lnk}}'>{{link}}");
        write("messages_pt_BR.properties", "x=1");
        write("messages_pt-BR.properties", "");

        assertThat(OwnTemplates.read(folder).flaws())
                .extracting(TemplateFlaw::place)
                .containsExactly(
                        "invitation.html, line 2",
                        "messages.properties, line 8",
                        "messages.properties, line 4",
                        "messages.properties, line 3",
                        "messages.properties, line 9",
                        "messages_pt_BR.properties, line 1",
                        "messages_pt_BR.properties");
    }

    @Test
    void refusesWhatIsNotUtf8OrNoFileOrTooLarge() throws IOException {
        Files.write(folder.resolve("messages.properties"), "sent-by=ä".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectory(folder.resolve("de"));
        Files.createSymbolicLink(folder.resolve("messages_fr.properties"), Path.of("gone"));
        write("invitation.txt", "x".repeat(1024 * 1024 + 1));

        assertThat(OwnTemplates.read(folder).flaws())
                .extracting(flaw -> flaw.place() + ": " + flaw.flaw())
                .containsExactly(
                        "de: this is a folder",
                        "invitation.txt: this is larger than 1 MiB",
                        "messages.properties: this is not UTF-8 text",
                        "messages_fr.properties: this cannot be read");
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        write("file", "");

        for (String none : List.of("nowhere", "file")) {
            assertThat(OwnTemplates.read(folder.resolve(none)).flaws())
                    .extracting(TemplateFlaw::flaw)
                    .containsExactly("names no folder that there is: "
                            + folder.resolve(none).toAbsolutePath());
        }
    }

    @Test
    void cannotBeUsedWithFlaws() throws IOException {
        write("messages.properties", "x=1");
        OwnTemplates flawed = OwnTemplates.read(folder);

        assertThatThrownBy(() -> new BundledMailTemplates(
                        "Acme", SampleMails.URL, Branding.STANDARD, flawed, PhraseBook.ENGLISH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isFineIfItIsEmpty() {
        assertThat(OwnTemplates.read(folder).flaws()).isEmpty();
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private BundledMailTemplates templates() {
        OwnTemplates own = OwnTemplates.read(folder);
        assertThat(own.flaws()).isEmpty();
        return new BundledMailTemplates("Acme & Sons", SampleMails.URL, Branding.STANDARD, own, PhraseBook.ENGLISH);
    }

    private MailContent word(String kind, String language) {
        return word(templates(), kind, language);
    }

    private static MailContent word(BundledMailTemplates templates, String kind, String language) {
        return SampleMessages.in(LanguageTag.of(language)).stream()
                .filter(message -> message.kind().equals(kind))
                .map(templates::word)
                .findFirst()
                .orElseThrow();
    }
}
