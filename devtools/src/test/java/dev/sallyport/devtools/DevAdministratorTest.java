package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevAdministratorTest {
    private final Fakes fakes = new Fakes();
    private DevDirectory directory;

    @BeforeEach
    void open(@TempDir Path temporary) {
        directory = DevDirectory.kept(temporary);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private String seed(Map<String, String> settings) {
        DevEnvironment environment = new DevEnvironment(settings);
        Configuration configuration = Configuration.parse(
                environment.with("postgresql://postgres@localhost/postgres", DevSecrets.masterKey(directory)));
        return new DevAdministrator(fakes.sallyport().createAdministrator(), configuration, directory).seed();
    }

    @Test
    void isCreatedOnceAndShownAgain() {
        String first = seed(Map.of());

        assertThat(first).matches("admin@example\\.com, password \\S{20,}");
        assertThat(seed(Map.of())).isEqualTo(first + " unless it was changed");
        assertThat(seed(Map.of())).isEqualTo(first + " unless it was changed");
    }

    @Test
    void hasAFileWithNothingButThePassword() {
        assertThat(seed(Map.of()))
                .isEqualTo("admin@example.com, password "
                        + directory.recall("admin-password").orElseThrow());
    }

    @Test
    void isToldThePasswordThatAnEarlierVersionKeptWithTheAddress() throws IOException {
        String first = seed(Map.of());
        directory.remember("admin-password", first.replace(", password", ""));
        Files.delete(directory.path().resolve("admin-email"));

        assertThat(seed(Map.of())).isEqualTo(first + " unless it was changed");
    }

    @Test
    void hasThePasswordThatWasChosenWhichIsNotPrinted() {
        Map<String, String> chosen = Map.of("DEV_ADMIN_PASSWORD", "a password of my own choice");

        assertThat(seed(chosen)).isEqualTo("admin@example.com, password as in DEV_ADMIN_PASSWORD");
        assertThat(fakes.users().credentials(EmailAddress.of("admin@example.com")))
                .isPresent();
        assertThat(seed(Map.of())).doesNotContain("password a");
    }

    @Test
    void isLeftAsItIsIfTheAddressHasAnAccount() {
        seed(Map.of());
        var before = fakes.users()
                .credentials(EmailAddress.of("admin@example.com"))
                .orElseThrow()
                .passwordHash();

        String told = seed(Map.of("DEV_ADMIN_PASSWORD", "a password of my own choice"));

        assertThat(told).contains("DEV_ADMIN_PASSWORD changes nothing");
        assertThat(fakes.users()
                        .credentials(EmailAddress.of("admin@example.com"))
                        .orElseThrow()
                        .passwordHash())
                .isSameAs(before);
    }

    @Test
    void isNotToldThePasswordOfAnother() {
        String first = seed(Map.of());

        String other = seed(Map.of("DEV_ADMIN_EMAIL", "root@example.com"));

        assertThat(other).startsWith("root@example.com, password ").isNotEqualTo(first);
        assertThat(seed(Map.of()))
                .isEqualTo("admin@example.com, there already: with the password that they were given");
    }

    @Test
    void isRefusedAPasswordThatNobodyMayChoose() {
        assertThatThrownBy(() -> seed(Map.of("DEV_ADMIN_PASSWORD", "short")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("DEV_ADMIN_PASSWORD is refused: it has fewer than 15 characters")
                .hasMessageNotContaining("\"short\"");
    }

    @Test
    void isGivenAPasswordThatThePolicyAllows() {
        // That the policy of the fakes asks for less does not matter: what is made follows the configuration.
        assertThat(seed(Map.of("PASSWORD_MIN_LENGTH", "64"))).matches("admin@example\\.com, password \\S{64}");
    }
}
