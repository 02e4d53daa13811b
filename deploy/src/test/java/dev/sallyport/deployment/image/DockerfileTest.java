package dev.sallyport.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private static final String DOCKERFILE = Repository.text("Dockerfile");

    /** Its instructions, each on one line. */
    private static List<String> instructions() {
        return DOCKERFILE
                .lines()
                .filter(line -> !line.startsWith("#"))
                .reduce("", (all, line) -> all + (line.endsWith("\\") ? line.replaceFirst("\\\\$", "") : line + "\n"))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> modules() {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(Repository.text("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    @Test
    void copiesThePomOfEveryModuleBeforeTheSources() {
        String beforeTheSources = DOCKERFILE.substring(0, DOCKERFILE.indexOf("COPY . ."));

        assertThat(modules())
                .isNotEmpty()
                .allSatisfy(module ->
                        assertThat(beforeTheSources).contains("COPY " + module + "/pom.xml " + module + "/\n"));
    }

    @Test
    void isGivenEveryModule() {
        List<String> admitted = Repository.text(".dockerignore")
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(modules())
                .filteredOn(module -> !module.equals("deploy"))
                .allSatisfy(
                        module -> assertThat(admitted).anyMatch(pattern -> module.matches(pattern.replace("*", ".*"))));
        assertThat(admitted).contains("deploy/pom.xml", "deploy/image", ".mvn", "mvnw", "pom.xml");
    }

    @Test
    void isBuiltWithoutBuildKit() {
        assertThat(DOCKERFILE).doesNotContain("--mount", "<<", "# syntax", "--link", "--start-interval");
    }

    @Test
    void needsNoShellToRun() {
        assertThat(instructions())
                .filteredOn(line -> line.startsWith("ENTRYPOINT") || line.startsWith("CMD"))
                .hasSize(2)
                .allMatch(line -> line.contains(" [\""));
        assertThat(instructions())
                .filteredOn(line -> line.startsWith("HEALTHCHECK"))
                .singleElement()
                .asString()
                .matches("HEALTHCHECK .* CMD \\[\"env\", .*\"java\", .*, \"healthcheck\"]");
    }

    /** Another collector than the serial one, asked for there, would keep the JVM of the check from starting at all. */
    @Test
    void checksItsHealthWithoutTheOptionsOfTheServer() {
        assertThat(instructions())
                .filteredOn(line -> line.startsWith("HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("\"-u\", \"JAVA_TOOL_OPTIONS\"", "\"-u\", \"JDK_JAVA_OPTIONS\"", "\"-u\", \"_JAVA_OPTIONS\"");
    }

    @Test
    void endsAsAUserWithoutRights() {
        assertThat(instructions())
                .filteredOn(line -> line.startsWith("USER"))
                .last()
                .isEqualTo("USER 10001:10001");
        assertThat(instructions()).contains("STOPSIGNAL SIGTERM", "EXPOSE 3000 3001");
    }

    /** A cache that was made by other flags or paths would be refused when it is used, and nobody would see more than a slow start. */
    @Test
    void trainsWithTheFlagsAndTheJarThatItRunsWith() {
        String training = instructions().stream()
                .filter(line -> line.contains("AOTCacheOutput"))
                .findFirst()
                .orElseThrow();
        String entrypoint = instructions().stream()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(
                        "-XX:Flags=/opt/sallyport/jvm.flags",
                        "--enable-native-access=ALL-UNNAMED",
                        "/opt/sallyport/sallyport.jar"))
                .allSatisfy(part -> assertThat(training)
                        .contains(part)
                        .satisfies(line -> assertThat(entrypoint).contains(part)));
    }
}
