package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Yaml;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KubectlTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void rendersAsWeDo(Overlay overlay) throws IOException, InterruptedException {
        Overlay.copyInto(folder);
        boolean isThere = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "kubectl")));
        if (!isThere) {
            System.err.println("SKIPPED: there is no kubectl on the PATH that " + overlay + " could be rendered with.");
        }
        assumeTrue(isThere, "kubectl");

        Map<String, JsonNode> ours = byName(overlay.render(folder));
        Map<String, JsonNode> theirs = byName(kubectl(overlay.in(folder)));
        assertThat(ours).containsOnlyKeys(theirs.keySet());
        theirs.forEach((name, resource) -> assertThat(ours.get(name)).as(name).isEqualTo(resource));
    }

    private List<JsonNode> kubectl(Path overlay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(code).as(Files.readString(folder.resolve("errors"))).isZero();
        return Yaml.documents(rendered);
    }

    private static Map<String, JsonNode> byName(List<? extends JsonNode> resources) {
        Map<String, JsonNode> named = new TreeMap<>();
        for (JsonNode resource : resources) {
            JsonNode metadata = resource.path("metadata");
            named.put(
                    resource.path("kind").asText() + " "
                            + metadata.path("namespace").asText() + "/"
                            + metadata.path("name").asText(),
                    resource);
        }
        assertThat(named).hasSameSizeAs(resources);
        return named;
    }
}
