package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnvironmentExampleTest {
    private static final Path FILE = Path.of("..", ".env.example");

    /** What is said once the # before every name is gone. */
    private static List<String> lines() {
        return EnvironmentExample.text()
                .lines()
                .filter(line -> line.matches("#?[A-Z][A-Z0-9_]*=.*"))
                .map(line -> line.replaceFirst("^#", ""))
                .toList();
    }

    @Test
    void saysWhatTheCatalogueSays() throws IOException {
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(FILE, EnvironmentExample.text());
        }

        assertThat(FILE)
                .as(".env.example; -Dsallyport.docs.write=true writes it anew")
                .content()
                .isEqualTo(EnvironmentExample.text());
    }

    @Test
    void namesEverySettingOnce() {
        assertThat(lines().stream().map(line -> line.replaceFirst("=.*", "")))
                .doesNotHaveDuplicates()
                .containsAll(Catalogue.SETTINGS.stream().map(Setting::name).toList());
    }

    @Test
    void isRefusedForNothingButWhatIsRequired() {
        var environment = lines().stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        environment.put("DATABASE_URL", "postgresql://sallyport:secret@postgres:5432/sallyport?sslmode=disable");
        environment.put("MASTER_KEY", "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=");

        assertThat(Configuration.parse(environment).server().port()).isEqualTo(3000);
    }

    @Test
    void setsNothingByItself() {
        assertThat(EnvironmentExample.text().lines().filter(line -> !line.startsWith("#") && !line.isBlank()))
                .containsExactly("ENV_FILE=.env");
    }
}
