package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link KubectlTest} says what it does with what it understands. */
class KustomizeTest {
    @TempDir
    private Path folder;

    private List<?> build(String kustomization) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        return Kustomize.build(folder);
    }

    @Test
    void understandsNothingToDo() throws IOException {
        assertThat(build("resources: []")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namePrefix: a-",
                "images: [{name: a, newName: b, newTag: c}]",
                "configMapGenerator: [{name: a, options: {}}]",
                "patches: [{target: {kind: Deployment, name: a}, patch: '{metadata: {name: b}}'}]",
            })
    void refusesWhatItDoesNotUnderstand(String kustomization) throws IOException {
        Files.writeString(folder.resolve("some.yaml"), "kind: Deployment\nmetadata: {name: a}");

        assertThatThrownBy(() -> build("resources: [some.yaml]\n" + kustomization))
                .hasMessageContaining("not understood");
    }

    @Test
    void refusesAPatchOfNothing() {
        assertThatThrownBy(() -> build("patches: [{target: {kind: Deployment, name: a}, patch: '[]'}]"))
                .hasMessageContaining("a patch has no target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configMapGenerator: [{name: a, behavior: merge}]",
                "secretGenerator: [{name: a}, {name: a}]",
            })
    void refusesToMergeWithNothingAndToMakeSomethingTwice(String kustomization) {
        assertThatThrownBy(() -> build(kustomization)).hasMessageMatching(".*is (not there|there already)");
    }
}
