package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordBlocklistSettingTest {
    private static final Password LISTED = Password.of("Grob Lacquer and 7 Newts");

    @TempDir
    private Path directory;

    private Path list;

    @BeforeEach
    void nameTheFile() {
        list = directory.resolve("blocklist.txt");
    }

    private Configuration configured(String... settings) {
        return Configuration.parseForServer(environment(settings), Files::newInputStream);
    }

    private Map<String, String> environment(String... settings) {
        Map<String, String> environment = Environments.server(settings);
        environment.putIfAbsent("PASSWORD_BLOCKLIST_FILE", list.toString());
        return environment;
    }

    private List<Problem> problems(String... settings) {
        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, () -> configured(settings));
        assertThat(refused).as("the configuration is refused").isNotNull();
        return refused.problems();
    }

    private static Set<Refusal> refusals(Configuration configuration, Password password) {
        return configuration.policies().password().refusals(password, Chooser.unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundled", "hibp", "off"})
    void refusesWhatIsListedWhateverOtherListsAreAsked(String breachCheck) throws IOException {
        Files.writeString(list, "grob lacquer and 7 newts\n");

        Configuration configuration = configured("PASSWORD_BREACH_CHECK", breachCheck);

        assertThat(refusals(configuration, LISTED)).containsExactly(Refusal.TOO_COMMON);
        assertThat(refusals(configuration, Password.of("passwordletmein")).isEmpty())
                .isEqualTo(breachCheck.equals("off"));
    }

    @Test
    void listsNothingUnlessTold() {
        assertThat(refusals(Configuration.parse(Environments.embedded()), LISTED))
                .isEmpty();
        assertThat(Configuration.parse(Environments.embedded()).table())
                .containsPattern("PASSWORD_BLOCKLIST +\\(none\\)\n");
    }

    @Test
    void mayBeGivenWithoutAFile() {
        Configuration configuration =
                configured("PASSWORD_BLOCKLIST_FILE", "", "PASSWORD_BLOCKLIST", "sesame\ngrob lacquer and 7 newts\n");

        assertThat(refusals(configuration, LISTED)).containsExactly(Refusal.TOO_COMMON);
        assertThat(configuration.table()).containsPattern("PASSWORD_BLOCKLIST +2 entries  \\[environment]\n");
    }

    @Test
    void mayBeLargerThanOtherFilesAndIsNotTrimmed() throws IOException {
        Files.writeString(list, "  ssm:/sesame and lacquer  \n" + "a longer line than usual \n".repeat(100_000));

        Configuration configuration = configured();

        assertThat(refusals(configuration, Password.of("  ssm:/Sesame and lacquer  ")))
                .containsExactly(Refusal.TOO_COMMON);
        assertThat(refusals(configuration, Password.of("ssm:/sesame and lacquer")))
                .isEmpty();
    }

    @Test
    void showsHowManyEntriesThereAreAndNoneOfThem() throws IOException {
        Files.writeString(list, "sesame\nSESAME\nlacquer\n\nnewts");
        assertThat(configured().table())
                .containsPattern("PASSWORD_BLOCKLIST +3 entries  \\[file]\n")
                .doesNotContain("sesame", "newts");

        Files.writeString(list, "sesame");
        assertThat(configured().table()).containsPattern("PASSWORD_BLOCKLIST +1 entry  \\[file]\n");
    }

    @Test
    void refusesWhatIsNoListAndSaysHowToMendIt() throws IOException {
        assertThat(theOnlyProblem()).contains("cannot be read", "exists");

        Files.createDirectory(list);
        assertThat(theOnlyProblem()).contains("cannot be read", "no directory");
        Files.delete(list);

        for (String empty : List.of("", "\n", " \r\n\t\n", "\uFEFF\n")) {
            Files.writeString(list, empty);
            assertThat(theOnlyProblem()).contains("without any entry", "one password or word a line");
        }

        Files.write(list, "sesame\nfianc\u00e9e\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(theOnlyProblem())
                .contains("not UTF-8 text in line 2", "iconv")
                .doesNotContain("fianc");

        byte[] large = new byte[64 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) '\n');
        Files.write(list, large);
        assertThat(theOnlyProblem()).contains("larger than 64 MiB", "head");
    }

    private String theOnlyProblem() {
        List<Problem> problems = problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().setting()).isEqualTo("PASSWORD_BLOCKLIST");
        assertThat(problems.getFirst().toString()).contains("PASSWORD_BLOCKLIST_FILE");
        return problems.getFirst().toString();
    }

    @Test
    void tellsOfItTogetherWithAllElse() {
        assertThat(problems("PORT", "http", "PASSWORD_MIN_LENGTH", "7"))
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("PASSWORD_BLOCKLIST", "PORT", "PASSWORD_MIN_LENGTH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/sallyport/blocklist", "./blocklist", "C:\\blocklist", "blocklist.txt"})
    void takesNoNameOfAFileForAPassword(String name) {
        assertThat(problems("PASSWORD_BLOCKLIST_FILE", "", "PASSWORD_BLOCKLIST", name))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("PASSWORD_BLOCKLIST is ")
                        .endsWith("Set PASSWORD_BLOCKLIST_FILE to it instead."));
    }

    @Test
    void isNotReadForWhatConcernsTheDatabaseAlone() {
        assertThat(Configuration.parseDatabase(environment(), Files::newInputStream))
                .isNotNull();
    }
}
