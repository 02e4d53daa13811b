package dev.sallyport.deployment.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Yaml;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A workflow of GitHub Actions.
 *
 * @param text as it is written, with comments
 */
record Workflow(String name, String text, JsonNode content) {
    static Workflow of(String name, String text) {
        return new Workflow(name, text, Yaml.documents(text).getFirst());
    }

    /** What starts it; to YAML 1.1, {@code on} is true. */
    JsonNode triggers() {
        return content.path("true");
    }

    List<Map.Entry<String, JsonNode>> jobs() {
        List<Map.Entry<String, JsonNode>> jobs = new ArrayList<>();
        Iterator<Map.Entry<String, JsonNode>> fields =
                content.path("jobs").properties().iterator();
        fields.forEachRemaining(jobs::add);
        return jobs;
    }

    List<JsonNode> steps() {
        List<JsonNode> steps = new ArrayList<>();
        jobs().forEach(job -> job.getValue().path("steps").forEach(steps::add));
        return steps;
    }

    /** The actions that it uses. */
    List<String> actions() {
        return steps().stream()
                .filter(step -> step.has("uses"))
                .map(step -> step.path("uses").asText())
                .toList();
    }

    /** What its shells run. */
    List<String> scripts() {
        return steps().stream()
                .filter(step -> step.has("run"))
                .map(step -> step.path("run").asText())
                .toList();
    }
}
