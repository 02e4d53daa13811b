package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.bootstrap.Settings;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final Pattern READY =
            Pattern.compile("Sallyport is ready on http://localhost:([0-9]+) \\([0-9]+\\.[0-9] s\\)\n");

    private static DatabaseSettings nowhere() {
        return new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/nowhere", "us", "hunter2", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void showsAllCommandsToWhoAsksForHelp(String arguments) {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type(arguments.isEmpty() ? new String[0] : new String[] {arguments}))
                .isZero();
        assertThat(terminal.out()).contains("serve", "migrate", "check-config", "doctor", "healthcheck", "keys");
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "check-config", "doctor", "healthcheck"})
    void helpsWithEveryCommand(String command) {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type(command, "--help")).isZero();
        assertThat(terminal.type("help", command)).isZero();
        assertThat(terminal.out()).contains("Usage: sallyport " + command, "docs/settings.md");
    }

    @Test
    void saysItsVersion() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type("--version")).isZero();
        assertThat(terminal.out()).startsWith("sallyport ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyzzy", "serve --bogus", "serve more", "dev", "--bogus"})
    void exitsWithTwoForWrongUsage(String arguments) {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type(arguments.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).contains("Usage: sallyport");
        assertThat(terminal.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --port 99", "serve --port=99", "serve PORT=99"})
    void pointsWhoGivesASettingAsAnOptionToTheEnvironment(String arguments) {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type(arguments.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).contains("Settings are given in the environment: PORT=… sallyport serve");
    }

    @Test
    void saysNothingOfTheEnvironmentWhereNoSettingWasMeant() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.type("serve", "--bogus")).isEqualTo(2);
        assertThat(terminal.err()).doesNotContain("environment:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check-config"})
    void exitsWithOneAndAllProblemsForABadConfiguration(String command) {
        Terminal terminal = new Terminal(Map.of("PORT", "http"));

        assertThat(terminal.type(command)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("5 settings need mending", "PORT", "DATABASE_URL", "MASTER_KEY", "SMTP_HOST", "SMTP_FROM")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void showsTheConfigurationWithoutItsSecrets() {
        Terminal terminal = new Terminal(Settings.on(nowhere()));

        assertThat(terminal.type("check-config")).isZero();
        assertThat(terminal.out())
                .contains("SHUTDOWN_GRACE", "MASTER_KEY", "[redacted]")
                .doesNotContain(Settings.MASTER_KEY, "hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate"})
    void exitsWithOneAndNoStackTraceIfTheDatabaseIsAway(String command) {
        Terminal terminal = new Terminal(Settings.on(nowhere()));

        assertThat(terminal.type(command)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("The database at postgresql://127.0.0.1:1/nowhere cannot be used", "DATABASE_URL")
                .doesNotContain("\tat ", "Exception", "hunter2");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void migratesAndSaysSo() {
        Map<String, String> environment = Settings.on(POSTGRES.server().createEmptyDatabase());
        environment.keySet().removeIf(name -> !name.startsWith("DATABASE_"));
        Terminal first = new Terminal(environment);
        Terminal second = new Terminal(environment);

        assertThat(first.type("migrate")).isZero();
        assertThat(second.type("migrate")).isZero();

        assertThat(first.out()).contains("migration");
        assertThat(second.out()).isEqualTo("The database schema is up to date.\n");
    }

    @Test
    void servesUntilItIsStoppedAndExitsWithZero() {
        Terminal terminal = new Terminal(Settings.on(POSTGRES.settings(), "LOG_LEVEL", "error"));

        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> terminal.type("serve"));
        await().until(() -> exitCode.isDone() || terminal.out().contains("\n"));

        assertThat(terminal.err()).isEmpty();
        Matcher ready = READY.matcher(terminal.out());
        assertThat(ready.matches()).as(terminal.out()).isTrue();
        try (ApiClient client = new ApiClient(Integer.parseInt(ready.group(1)))) {
            assertThat(client.get("/health/ready").status()).isEqualTo(200);
        }
        terminal.stop();
        assertThat(exitCode.join()).isZero();
    }
}
