package dev.sallyport.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/compose/make-secrets.sh}. */
@DisabledOnOs(OS.WINDOWS)
class ComposeSecretsTest {
    private static final String OWN = "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=";

    @TempDir
    private Path folder;

    private Path secrets = Path.of("");
    private Path project = Path.of("");
    private String said = "";

    @BeforeEach
    void makeFolders() throws IOException {
        secrets = Files.createDirectory(folder.resolve("secrets"));
        project = Files.createDirectory(folder.resolve("project"));
    }

    private int make(Map<String, String> environment) throws IOException, InterruptedException {
        String script = Repository.path("deploy/compose/make-secrets.sh").toString();
        ProcessBuilder builder = new ProcessBuilder("sh", script, secrets.toString(), project.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private Path key() {
        return secrets.resolve("master-key");
    }

    @Test
    void makesAKeyOnce() throws IOException, InterruptedException {
        assertThat(make(Map.of())).as(() -> said).isZero();
        String first = Files.readString(key());
        assertThat(make(Map.of())).as(() -> said).isZero();

        assertThat(Base64.getDecoder().decode(first.strip())).hasSize(32);
        assertThat(key()).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
    }

    @Test
    void takesAKeyThatIsSet() throws IOException, InterruptedException {
        assertThat(make(Map.of("MASTER_KEY", OWN))).as(() -> said).isZero();
        assertThat(make(Map.of("MASTER_KEY", OWN))).as(() -> said).isZero();

        assertThat(key()).hasContent(OWN);
    }

    @Test
    void replacesNoKeyThatNobodyMayHaveACopyOf() throws IOException, InterruptedException {
        make(Map.of());
        String made = Files.readString(key());

        assertThat(make(Map.of("MASTER_KEY", OWN))).isEqualTo(1);
        assertThat(said).contains("take MASTER_KEY out of .env").doesNotContain(OWN, made.strip());
        assertThat(key()).hasContent(made);
    }

    @Test
    void replacesAKeyForWhoSaysWhichItWas() throws IOException, InterruptedException {
        make(Map.of());
        String made = Files.readString(key()).strip();

        assertThat(make(Map.of("MASTER_KEY", OWN, "MASTER_KEY_PREVIOUS", made)))
                .as(() -> said)
                .isZero();
        assertThat(key()).hasContent(OWN);
    }

    @Test
    void refusesSettingsThatTheServerWouldNotSee() throws IOException, InterruptedException {
        Files.writeString(project.resolve(".env"), "APP_NAME=Example\n");

        assertThat(make(Map.of())).isEqualTo(1);
        assertThat(said).contains("ENV_FILE=.env");
        assertThat(key()).doesNotExist();

        assertThat(make(Map.of("ENV_FILE", ".env"))).as(() -> said).isZero();
    }
}
