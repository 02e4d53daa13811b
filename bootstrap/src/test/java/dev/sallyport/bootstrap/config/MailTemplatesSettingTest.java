package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.mail.SampleMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTemplatesSettingTest {
    @TempDir
    private Path folder;

    private Configuration configured(String... more) {
        var environment = Environments.server(more);
        environment.put("MAIL_TEMPLATES", folder.toString());
        return Configuration.parseForServer(environment, Files::newInputStream);
    }

    @Test
    void putsOnesOwnWordsBeforeThoseThatComeWithSallyport() throws IOException {
        Files.writeString(folder.resolve("messages.properties"), "new-device.subject=Look out, {app}!");

        Configuration configuration = configured();

        var templates = configuration.mailTemplates();
        assertThat(SampleMessages.in(configuration.server().defaultLocale()))
                .extracting(message -> templates.word(message).subject())
                .contains("Look out, Sallyport!");
        assertThat(configuration.table()).containsPattern("MAIL_TEMPLATES +" + folder + "  \\[environment]\n");
    }

    @Test
    void tellsOfEveryFlawInItTogetherWithAllElse() throws IOException {
        Files.writeString(folder.resolve("messages_de.properties"), "\nnew-device.subjekt=x\nnew-device.what={who}");
        Files.writeString(folder.resolve("verify-adress.html"), "x");

        var refused = catchThrowableOfType(ConfigurationRefused.class, () -> configured("PORT", "x"));

        assertThat(refused.problems())
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("PORT "),
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "MAIL_TEMPLATES has a flaw in messages_de.properties, line 2: new-device.subjekt is no phrase."
                                                + " Did you mean new-device.subject?"),
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "MAIL_TEMPLATES has a flaw in messages_de.properties, line 3: new-device.what speaks of {who}."
                                                + " Speak of {app} alone."),
                        problem -> assertThat(problem)
                                .isEqualTo("MAIL_TEMPLATES has a flaw in verify-adress.html: no mail has this."
                                        + " Did you mean verify-address.html?"));
    }

    @Test
    void namesTheFolderThatIsNotThere() {
        folder = folder.resolve("elsewhere");

        var refused = catchThrowableOfType(ConfigurationRefused.class, this::configured);

        assertThat(refused.problems())
                .extracting(Problem::toString)
                .isEqualTo(List.of("MAIL_TEMPLATES names no folder that there is: " + folder.toAbsolutePath()
                        + ". See that the folder exists, and that this process may list and read it."));
    }
}
