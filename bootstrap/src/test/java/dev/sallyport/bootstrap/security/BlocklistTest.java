package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The operator's own list: ASVS 6.2.11; NIST SP 800-63B-4 §3.1.1.2")
final class BlocklistTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final CountingHasher HASHER = new CountingHasher();
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        Path list = Files.writeString(
                directory.resolve("blocklist.txt"),
                "\uFEFFKwyjibo\r\n\r\n#1 at Krustylu Studios\r\nfiance\u0301e on a red bicycle\r\n");
        system = SteeredSystem.on(
                postgres.settings(),
                HASHER,
                "PASSWORD_BREACH_CHECK",
                "off",
                "PASSWORD_BLOCKLIST_FILE",
                list.toString());
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#1 at Krustylu Studios",
                "#1 AT KRUSTYLU STUDIOS",
                "Fianc\u00e9e on a red bicycle",
                "Fiance\u0301e on a red bicycle",
                "KwyjiboKwyjiboKwyjibo",
                "Kwyj1b0-42-Kwyjibo"
            })
    void refusesWhatIsOnItAndWhatIsMadeOfIt(String password) {
        AtomicReference<ApiAnswer> answer = new AtomicReference<>();

        int hashes = HASHER.during(() -> answer.set(guest.register("listed@example.com", password)));

        assertThat(answer.get().outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.get().json().findValuesAsText("pointer")).containsOnly("/password");
        assertThat(answer.get().json().get("errors").findValuesAsText("code")).contains("too-common");
        assertThat(hashes).isZero();
        assertThat(tables.count("pending_registrations WHERE email = 'listed@example.com'"))
                .isZero();
        ApiAnswer hint = system.api().post("/api/v1/auth/password/check", """
                {"password": "%s"}""".formatted(password));
        assertThat(hint.json().get("acceptable").asBoolean()).isFalse();
        assertThat(hint.json().get("refusals").toString()).contains("\"too-common\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#2 at Krustylu Studios", "kwyjibo rides a bicycle", "passwordletmein123"})
    void acceptsWhatIsNotWhereNoOtherListIsAsked(String password) {
        ApiAnswer hint = system.api().post("/api/v1/auth/password/check", """
                {"password": "%s"}""".formatted(password));

        assertThat(hint.json().get("refusals")).isEmpty();
        assertThat(guest.register("unlisted@example.com", password).outcome()).isEqualTo("202");
    }
}
