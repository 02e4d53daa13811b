package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DevEnvironmentTest {
    private static final String DATABASE = "postgresql://postgres@localhost/postgres";

    @Test
    void bringsItsOwnDatabaseAndKeyAndSaysSo() {
        DevEnvironment environment = new DevEnvironment(Map.of(
                "DATABASE_URL",
                "postgresql://production",
                "MASTER_KEY_FILE",
                "/run/key",
                "SMTP_HOST",
                " ",
                "APP_NAME",
                "X"));

        assertThat(environment.unused()).containsExactly("DATABASE_URL", "MASTER_KEY_FILE");
        assertThat(environment.with(DATABASE, "key"))
                .containsEntry("DATABASE_URL", DATABASE)
                .containsEntry("MASTER_KEY", "key")
                .containsEntry("APP_NAME", "X")
                .doesNotContainKey("MASTER_KEY_FILE");
    }

    @Test
    void isForThisMachineAloneUnlessTheDeveloperSaysOtherwise() {
        assertThat(new DevEnvironment(Map.of()).with(DATABASE, "key")).containsEntry("HOST", "127.0.0.1");
        assertThat(new DevEnvironment(Map.of("HOST", "0.0.0.0")).with(DATABASE, "key"))
                .containsEntry("HOST", "0.0.0.0");
    }

    @Test
    void linksToThePortThatItListensOn() {
        assertThat(new DevEnvironment(Map.of("PORT", "0")).with(DATABASE, "key", new DevPorts(4711, 4712)))
                .containsEntry("PORT", "4711")
                .containsEntry("MANAGEMENT_PORT", "4712")
                .containsEntry("PUBLIC_URL", "http://localhost:4711");
        assertThat(new DevEnvironment(Map.of("PUBLIC_URL", "https://dev.example.com"))
                        .with(DATABASE, "key", new DevPorts(4711, 4712)))
                .containsEntry("PUBLIC_URL", "https://dev.example.com");
    }
}
