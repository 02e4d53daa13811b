package dev.sallyport.deployment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Repository;
import dev.sallyport.deployment.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows as they stand. {@link WorkflowRulesTest} shows that each rule can be broken. */
class WorkflowsTest {
    static List<Workflow> workflows() {
        return Repository.files(".github/workflows", ".yml").stream()
                .map(file -> file.getFileName().toString())
                .map(name -> Workflow.of(name, Repository.text(".github/workflows/" + name)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void keepsToTheRules(Workflow workflow) {
        assertThat(WorkflowRules.problems(workflow)).isEmpty();
    }

    @Test
    void areThere() {
        assertThat(workflows())
                .extracting(Workflow::name)
                .containsExactly("ci.yml", "codeql.yml", "deploy.yml", "image.yml");
    }

    @Test
    void useTheSameVersionOfAnActionEverywhere() {
        Map<String, Set<String>> versions = new TreeMap<>();
        for (Workflow workflow : workflows()) {
            for (String action : workflow.actions()) {
                String[] parts = action.split("@", 2);
                versions.computeIfAbsent(parts[0], absent -> new TreeSet<>()).add(parts[1]);
            }
        }

        assertThat(versions)
                .isNotEmpty()
                .allSatisfy((action, used) -> assertThat(used).as(action).hasSize(1));
    }

    @Test
    void goBackWithoutTouchingTheSchemaIfTold() {
        Workflow deploy = workflow("deploy.yml");
        JsonNode input = deploy.triggers().at("/workflow_dispatch/inputs/servers-only");

        assertThat(input.path("type").asText()).isEqualTo("boolean");
        assertThat(input.path("default").isBoolean()).isTrue();
        assertThat(input.path("default").booleanValue()).isFalse();
        assertThat(deploy.steps()).last().satisfies(step -> {
            assertThat(step.at("/env/SERVERS_ONLY").asText()).isEqualTo("${{ inputs.servers-only }}");
            assertThat(step.path("run").asText())
                    .contains(
                            "if [[ $SERVERS_ONLY == true ]]; then options+=(--servers-only); fi",
                            "deploy/kubernetes/release \"${options[@]}\" \"$OVERLAY\"");
        });
    }

    /** On each platform, the very image that gets a name afterwards. */
    @Test
    void publishNoImageThatWasNotTriedAndSearched() {
        JsonNode jobs = workflow("image.yml").content().path("jobs");
        JsonNode build = jobs.path("build");
        assertThat(build.at("/strategy/matrix/include"))
                .extracting(one -> one.path("platform").asText())
                .containsExactly("amd64", "arm64");
        List<JsonNode> steps = new ArrayList<>();
        build.path("steps").forEach(steps::add);
        String image = "${{ steps.platform.outputs.reference }}";

        assertThat(steps)
                .filteredOn(step -> step.path("run").asText().contains(".ci/image --no-build"))
                .singleElement()
                .satisfies(step -> assertThat(step.at("/env/IMAGE").asText()).isEqualTo(image));
        assertThat(steps)
                .filteredOn(step -> step.at("/with/exit-code").asText().equals("1"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.path("uses").asText()).startsWith("aquasecurity/trivy-action@");
                    assertThat(step.at("/with/image-ref").asText()).isEqualTo(image);
                });
        assertThat(steps)
                .filteredOn(step -> step.at("/with/format").asText().equals("cyclonedx"))
                .singleElement()
                .satisfies(
                        step -> assertThat(step.at("/with/image-ref").asText()).isEqualTo(image));
        assertThat(jobs.at("/publish/needs").asText()).isEqualTo("build");
        assertThat(steps).noneMatch(step -> step.path("continue-on-error").asBoolean() || step.has("if"));
    }

    private static Workflow workflow(String name) {
        return workflows().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void areKeptUpToDateWithEverythingElse() {
        var updates = Yaml.document(Repository.path(".github/dependabot.yml")).path("updates");

        assertThat(updates)
                .extracting(update -> update.path("package-ecosystem").asText())
                .containsExactly("maven", "github-actions", "docker", "docker-compose");
    }
}
