package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");

    @Test
    void saysWhatTheCatalogueSays() throws IOException {
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(PAGE, SettingsPage.markdown());
        }

        assertThat(PAGE)
                .as("docs/settings.md; -Dsallyport.docs.write=true writes it anew")
                .content()
                .isEqualTo(SettingsPage.markdown());
    }
}
