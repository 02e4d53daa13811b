package dev.sallyport.deployment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import dev.sallyport.deployment.Yaml;
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
    void areKeptUpToDateWithEverythingElse() {
        var updates = Yaml.document(Repository.path(".github/dependabot.yml")).path("updates");

        assertThat(updates)
                .extracting(update -> update.path("package-ecosystem").asText())
                .containsExactly("maven", "github-actions", "docker", "docker-compose");
    }
}
