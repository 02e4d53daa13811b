package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.session.ReadPublicKeys;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for keys, on a real PostgreSQL, with and without a server beside them. */
class KeysCommandTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final String SECRET = "kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQe";
    private static final Pattern ROTATED = Pattern.compile(
            "Signing key ([0-9a-f-]{36}) \\((ES256|RS256|HS256)\\) signs from [0-9TZ:-]+ on\\. Keys before it verify.*\n");

    private static final Pattern LISTED = Pattern.compile("^[0-9a-f-]{36} +([A-Z0-9]+) +([a-z]+) ");

    private final DatabaseSettings database = POSTGRES.server().createDatabase();

    /** What the commands need: nothing about mail. */
    private Terminal terminal(String... settings) {
        Map<String, String> environment = Settings.on(database, settings);
        environment.keySet().removeIf(name -> name.startsWith("SMTP_"));
        return new Terminal(environment);
    }

    private SallyportSystem server(String... settings) {
        return SallyportSystem.start(Configuration.parse(Settings.on(database, settings)), new FakeMailTransport());
    }

    private void makeKeys(String... settings) {
        server(settings).close();
    }

    private String stages() {
        Terminal terminal = terminal();
        assertThat(terminal.type("keys", "list")).isZero();
        return terminal.out()
                .lines()
                .skip(1)
                .map(LISTED::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1) + " " + line.group(2))
                .collect(Collectors.joining(", "));
    }

    @Test
    void listsKeysWithTheirTimes() {
        makeKeys();
        Terminal terminal = terminal();

        assertThat(terminal.type("keys", "list")).isZero();

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines().toList()).hasSize(2);
        assertThat(terminal.out())
                .startsWith("KID  ")
                .containsPattern("(?m)^[0-9a-f-]{36}  ES256 +signing +[0-9T:-]+Z +[0-9T:-]+Z +-$");
    }

    @Test
    void listsKeysForScripts() {
        makeKeys();
        Terminal terminal = terminal();

        assertThat(terminal.type("keys", "list", "--json")).isZero();

        assertThat(terminal.out().lines().toList())
                .singleElement()
                .asString()
                .matches(
                        "\\{\"kid\":\"[0-9a-f-]{36}\",\"algorithm\":\"ES256\",\"stage\":\"signing\",\"createdAt\":\"[^\"]+Z\","
                                + "\"signsFrom\":\"[^\"]+Z\",\"verifiesUntil\":null}");
    }

    @Test
    void saysThatThereAreNoKeysYet() {
        Terminal terminal = terminal();

        assertThat(terminal.type("keys", "list")).isZero();
        assertThat(terminal.out()).startsWith("There are no signing keys yet.");
    }

    @Test
    void letsEveryRunningServerKnowTheNewKeyBeforeItSigns() {
        try (SallyportSystem one = server();
                SallyportSystem other = server()) {
            Terminal terminal = terminal();

            assertThat(terminal.type("keys", "rotate")).isZero();

            Matcher rotated = ROTATED.matcher(terminal.out());
            assertThat(rotated.matches()).as(terminal.out()).isTrue();
            String kid = rotated.group(1);
            await().untilAsserted(() -> {
                assertThat(published(one)).startsWith(kid).hasSize(2);
                assertThat(published(other)).startsWith(kid).hasSize(2);
            });
            assertThat(stages()).isEqualTo("ES256 published, ES256 signing");
        }
    }

    private static List<String> published(SallyportSystem system) {
        return system.sallyport().readPublicKeys().handle(new ReadPublicKeys.Command()).keys().stream()
                .map(jwk -> jwk.getOrDefault("kid", ""))
                .toList();
    }

    @Test
    void publishesAheadIfToldTo() {
        makeKeys();
        terminal().type("keys", "rotate", "--ahead");

        assertThat(stages()).isEqualTo("ES256 published, ES256 signing");
        assertThat(
                        Sql.column(
                                database,
                                "SELECT active_from - created_at FROM server_keys WHERE purpose = 'access-token-signing' ORDER BY number"))
                .containsExactly("00:00:00", "00:15:00");
    }

    @Test
    void forgetsKeysThatAreGone() {
        makeKeys();
        terminal().type("keys", "rotate");
        Sql.execute(
                database,
                "UPDATE server_keys SET created_at = created_at - interval '1 h', active_from = active_from - interval '1 h'");
        assertThat(stages()).isEqualTo("ES256 signing, ES256 gone");

        try (SallyportSystem system = server()) {
            assertThat(published(system)).hasSize(1);
            await().untilAsserted(() -> assertThat(stages()).isEqualTo("ES256 signing"));
        }
    }

    @Test
    void changesTheAlgorithm() {
        makeKeys();
        Terminal terminal = terminal("JWT_ALGORITHM", "RS256");

        assertThat(terminal.type("keys", "rotate")).isZero();

        assertThat(terminal.out()).contains("(RS256)");
        assertThat(stages()).isEqualTo("RS256 published, ES256 signing");
    }

    @Test
    void saysThatTheSecretIsTheKeyWithHs256() {
        makeKeys("JWT_ALGORITHM", "HS256", "JWT_SECRET", SECRET);
        Terminal same = terminal("JWT_ALGORITHM", "HS256", "JWT_SECRET", SECRET);
        Terminal changed = terminal("JWT_ALGORITHM", "HS256", "JWT_SECRET", SECRET + "Z5");

        assertThat(same.type("keys", "rotate")).isEqualTo(1);
        assertThat(same.err()).contains("JWT_SECRET is the key").doesNotContain(SECRET);
        assertThat(changed.type("keys", "rotate")).isZero();
        assertThat(stages()).isEqualTo("HS256 published, HS256 signing");
    }

    @Test
    void sealsEverythingAnewSoThatTheNewMasterKeySuffices() {
        makeKeys();
        String[] both = {"MASTER_KEY", Settings.OTHER_MASTER_KEY, "MASTER_KEY_PREVIOUS", Settings.MASTER_KEY};
        Terminal first = terminal(both);
        Terminal second = terminal(both);

        assertThat(first.type("keys", "rewrap")).isZero();
        assertThat(second.type("keys", "rewrap")).isZero();

        assertThat(first.out())
                .contains("server keys: 4 sealed anew", "mails: 0 sealed anew", "can be removed")
                .doesNotContain(Settings.MASTER_KEY, Settings.OTHER_MASTER_KEY);
        assertThat(second.out()).contains("server keys: 0 sealed anew");
        makeKeys("MASTER_KEY", Settings.OTHER_MASTER_KEY);
        assertThat(terminal().type("keys", "rotate")).isEqualTo(1);
    }

    @Test
    void tellsWhatNoMasterKeyOpens() {
        makeKeys();
        Sql.execute(database, """
                INSERT INTO mail_outbox (id, kind, state, sealed, attempts, queued_at, due_at)
                VALUES (gen_random_uuid(), 'verify-address', 'queued', '\\x01deadbeef', 0, now(), now())""");
        Terminal terminal = terminal();

        assertThat(terminal.type("keys", "rewrap")).isEqualTo(1);
        assertThat(terminal.err()).contains("mails: 1 cannot be opened");
        assertThat(terminal.out()).doesNotContain("can be removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "rewrap"})
    void refusesAWrongMasterKeyAndLeavesEverythingAsItWas(String command) {
        makeKeys();
        List<String> before = Sql.column(database, "SELECT k::text FROM server_keys k ORDER BY id");
        Terminal terminal = terminal("MASTER_KEY", Settings.OTHER_MASTER_KEY);

        assertThat(terminal.type("keys", command)).isEqualTo(1);

        assertThat(terminal.err())
                .contains("MASTER_KEY is not the key that this database was set up with")
                .doesNotContain("\tat ", Settings.OTHER_MASTER_KEY);
        assertThat(Sql.column(database, "SELECT k::text FROM server_keys k ORDER BY id"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "list", "rewrap"})
    void refusesADatabaseWithoutItsSchema(String command) {
        Terminal terminal = new Terminal(Settings.on(POSTGRES.server().createEmptyDatabase()));

        assertThat(terminal.type("keys", command)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("The database schema is older than this version. Run: sallyport migrate.")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "list", "rewrap"})
    void tellsAllThatIsWrongWithTheConfigurationAtOnce(String command) {
        Terminal terminal = new Terminal(Map.of("JWT_ALGORITHM", "HS256", "PORT", "is none of our business"));

        assertThat(terminal.type("keys", command)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("3 settings need mending", "DATABASE_URL", "MASTER_KEY", "JWT_SECRET")
                .doesNotContain("PORT", "SMTP_HOST");
    }

    @Test
    void asksForACommand() {
        Terminal terminal = terminal();

        assertThat(terminal.type("keys")).isEqualTo(2);
        assertThat(terminal.err()).contains("Missing required subcommand", "rotate", "list", "rewrap");
        assertThat(terminal.type("keys", "rotate", "--bogus")).isEqualTo(2);
    }

    @Test
    void helpsWithEveryCommand() {
        Terminal terminal = terminal();

        assertThat(terminal.type("keys", "--help")).isZero();
        assertThat(terminal.type("keys", "rotate", "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: sallyport keys", "Usage: sallyport keys rotate", "--ahead");
    }
}
