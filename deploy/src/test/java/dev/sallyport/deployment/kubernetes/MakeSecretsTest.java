package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.deployment.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/kubernetes/make-secrets}. */
@DisabledOnOs(OS.WINDOWS)
class MakeSecretsTest {
    @TempDir
    private Path folder;

    private String said = "";

    private int make(Path secrets) throws IOException, InterruptedException {
        String script = Repository.path("deploy/kubernetes/make-secrets").toString();
        Process process = new ProcessBuilder("bash", script, secrets.toString())
                .redirectErrorStream(true)
                .start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    @Test
    void makesEachSecretOnceForItsOwnerAlone() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl");
        Path secrets = folder.resolve("secrets");

        assertThat(make(secrets)).as(() -> said).isZero();

        Path key = secrets.resolve("MASTER_KEY");
        assertThat(Base64.getDecoder().decode(Files.readString(key))).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String url = Files.readString(secrets.resolve("REDIS_URL"));
        String password = url.replaceFirst("redis://sallyport:(.*)@.*", "$1");
        assertThat(Files.readString(secrets.resolve("users.acl")))
                .contains("user default off", "user sallyport on >" + password + " ~sallyport:limit:* ");

        String before = Files.readString(key);
        assertThat(make(secrets)).isEqualTo(1);
        assertThat(said).contains("is there already, and stays as it is");
        assertThat(key).hasContent(before);
    }
}
