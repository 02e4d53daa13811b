package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/kubernetes/release}, with a kubectl that writes down what it is asked for. */
@DisabledOnOs(OS.WINDOWS)
class ReleaseTest {
    private static final String KUBECTL = """
            #!/usr/bin/env bash
            echo "$*" >>"$CALLS"
            case "$*" in
              kustomize*)
                cat "$2/kustomization.yaml" >"$KUSTOMIZATION"
                cat "$RENDERED"
                ;;
              *'get namespace'*) [[ $3 != "$MISSING" ]] ;;
              *'get deployment'*)
                if grep -q 'rollout status' "$CALLS"; then printf %s "$AFTER"; else printf %s "$BEFORE"; fi
                ;;
              *'get job'*) printf %s "$CONDITIONS" ;;
              *'rollout status'*) [[ $ROLLOUT == good ]] ;;
            esac
            """;

    private static final String SERVERS = "apply --selector app.kubernetes.io/component notin (migration, namespace)";

    @TempDir
    private Path folder;

    private Path calls;
    private Path kustomization;
    private Path rendered;
    private String conditions = "SuccessCriteriaMet Complete";
    private String rollout = "good";
    private String before = "7";
    private String after = "8";
    private String missing = "none";
    private String patience = "60";
    private String said = "";

    @BeforeEach
    void prepare() throws IOException {
        Overlay.copyInto(folder.resolve("kubernetes"));
        calls = Files.createFile(folder.resolve("calls"));
        kustomization = folder.resolve("kustomization.yaml");
        // As kubectl writes it: names are sorted behind labels, and others have names, too.
        rendered = Files.writeString(folder.resolve("rendered.yaml"), """
                apiVersion: v1
                kind: Namespace
                metadata:
                  labels:
                    app.kubernetes.io/component: namespace
                  name: sallyport
                ---
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: sallyport-database
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: redis
                """);
        Path kubectl =
                Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("kubectl"), KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    }

    private int release(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("bash", "kubernetes/release"), Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        builder.environment().put("CALLS", calls.toString());
        builder.environment().put("KUSTOMIZATION", kustomization.toString());
        builder.environment().put("CONDITIONS", conditions);
        builder.environment().put("ROLLOUT", rollout);
        builder.environment().put("BEFORE", before);
        builder.environment().put("AFTER", after);
        builder.environment().put("MISSING", missing);
        builder.environment().put("RENDERED", rendered.toString());
        builder.environment().put("RELEASE_PATIENCE", patience);
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    /** The verbs, in order. */
    private List<String> asked() throws IOException {
        return Files.readAllLines(calls).stream()
                .map(call -> call.replace("--namespace sallyport ", ""))
                .map(call -> call.replaceFirst(" --filename \\S+", "").replaceFirst(" --output .*", ""))
                .map(call -> call.startsWith("kustomize") ? "kustomize" : call)
                .toList();
    }

    @Test
    void migratesBeforeItReplacesServers() throws IOException, InterruptedException {
        assertThat(release("production")).as(() -> said).isZero();

        assertThat(asked())
                .containsExactly(
                        "kustomize",
                        "get namespace sallyport",
                        "get namespace sallyport-database",
                        "delete job sallyport-migration --ignore-not-found --wait",
                        "apply --selector app.kubernetes.io/component notin (api, namespace)",
                        "get job sallyport-migration",
                        "get deployment sallyport --ignore-not-found",
                        SERVERS,
                        "rollout status deployment/sallyport");
        assertThat(said).endsWith("release: done\n");
    }

    @Test
    void goesBackByHandWithoutTouchingTheSchema() throws IOException, InterruptedException {
        assertThat(release("--servers-only", "production", "ghcr.io/sallyport/sallyport:0.1.0"))
                .as(() -> said)
                .isZero();

        assertThat(asked())
                .containsExactly(
                        "kustomize",
                        "get namespace sallyport",
                        "get namespace sallyport-database",
                        "get deployment sallyport --ignore-not-found",
                        SERVERS,
                        "rollout status deployment/sallyport");
        assertThat(Yaml.document(kustomization).at("/images/0/newTag").asText()).isEqualTo("0.1.0");
    }

    @Test
    void leavesNamespacesToAnAdministrator() throws IOException, InterruptedException {
        missing = "sallyport-database";

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked()).containsExactly("kustomize", "get namespace sallyport", "get namespace sallyport-database");
        assertThat(said).contains("an administrator has to apply the namespace sallyport-database first");
    }

    @Test
    void touchesNoServerIfTheMigrationFails() throws IOException, InterruptedException {
        conditions = "FailureTarget Failed";

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked()).last().isEqualTo("logs job/sallyport-migration --tail 50");
        assertThat(asked()).doesNotContain(SERVERS);
        assertThat(said).contains("no server was touched");
    }

    @Test
    void waitsForTheMigrationOnlySoLong() throws IOException, InterruptedException {
        conditions = "";
        patience = "0";

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked()).doesNotContain(SERVERS);
        assertThat(said).contains("the migration is not done after 0 s");
    }

    @Test
    void goesBackIfServersDoNotComeUp() throws IOException, InterruptedException {
        rollout = "bad";

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked())
                .endsWith(
                        "rollout status deployment/sallyport",
                        "get deployment sallyport --ignore-not-found",
                        "rollout undo deployment/sallyport --to-revision=7",
                        "rollout status deployment/sallyport");
    }

    @Test
    void goesNowhereIfTheServersAreThoseThatWereThere() throws IOException, InterruptedException {
        rollout = "bad";
        after = before;

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked()).noneMatch(call -> call.contains("undo"));
        assertThat(said).contains("there is nothing to go back to");
    }

    @Test
    void goesNowhereIfThereWereNone() throws IOException, InterruptedException {
        rollout = "bad";
        before = "";

        assertThat(release("production")).isEqualTo(1);

        assertThat(asked()).noneMatch(call -> call.contains("undo"));
        assertThat(said).contains("there are none to go back to");
    }

    @Test
    void takesAnotherImage() throws IOException, InterruptedException {
        String digest = "sha256:" + "0".repeat(64);
        assertThat(release("self-hosted", "registry.example.com:5000/accounts@" + digest))
                .isZero();
        var image = Yaml.document(kustomization).at("/images/0");
        assertThat(image.path("newName").asText()).isEqualTo("registry.example.com:5000/accounts");
        assertThat(image.path("digest").asText()).isEqualTo(digest);

        assertThat(release("self-hosted", "ghcr.io/sallyport/sallyport:0.2.0")).isZero();
        assertThat(Yaml.document(kustomization).at("/images/0/newTag").asText()).isEqualTo("0.2.0");
        assertThat(Yaml.document(kustomization).at("/resources/0").asText()).isEqualTo("../overlays/self-hosted");
    }

    @Test
    void leavesNothingBehind() throws IOException, InterruptedException {
        assertThat(release("production")).isZero();

        try (Stream<Path> left = Files.list(folder.resolve("kubernetes"))) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".release."));
        }
    }

    @Test
    void refusesAnOverlayThatIsNotThere() throws IOException, InterruptedException {
        assertThat(release("prod")).isEqualTo(2);
        assertThat(release()).isEqualTo(2);
        assertThat(release("--servers-only")).isEqualTo(2);
        assertThat(release("production", "--servers-only")).isEqualTo(2);
        assertThat(release("--server-only", "production")).isEqualTo(2);

        assertThat(asked()).isEmpty();
    }
}
