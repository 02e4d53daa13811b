package dev.sallyport.deployment.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Repository;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keeps a workflow from being turned against us. */
final class WorkflowRules {
    private static final Pattern PINNED = Pattern.compile("[^@ ]+@[0-9a-f]{40}");
    private static final Pattern OUR_SCRIPT =
            Pattern.compile("(?m)(?:^|[ ;|&])(\\./[a-z]+|\\.ci/[a-z-]+|deploy/[a-z/-]+)(?=[ ;]|$)");

    /** Those run with our secrets what strangers wrote. */
    private static final Set<String> DANGEROUS = Set.of("pull_request_target", "workflow_run", "issue_comment");

    private final Workflow workflow;
    private final List<String> problems = new ArrayList<>();

    private WorkflowRules(Workflow workflow) {
        this.workflow = workflow;
    }

    static List<String> problems(Workflow workflow) {
        WorkflowRules rules = new WorkflowRules(workflow);
        rules.whole();
        workflow.jobs().forEach(job -> rules.job(job.getKey(), job.getValue()));
        workflow.steps().forEach(rules::step);
        return rules.problems;
    }

    private void whole() {
        JsonNode permissions = workflow.content().path("permissions");
        must(permissions.isObject(), "says nothing about permissions");
        must(
                permissions.properties().stream()
                        .allMatch(one -> one.getKey().equals("contents")
                                && one.getValue().asText().equals("read")),
                "gives all its jobs more than reading");
        must(workflow.content().has("concurrency"), "may run any number of times at once");
        must(!workflow.triggers().isMissingNode(), "is never started");
        for (String trigger : DANGEROUS) {
            must(
                    !workflow.triggers().has(trigger)
                            && !workflow.triggers().asText().equals(trigger),
                    "is started by " + trigger);
        }
        must(!workflow.text().contains("secrets: inherit"), "hands on all secrets");
    }

    private void job(String name, JsonNode job) {
        must(job.path("timeout-minutes").isInt(), name + " may run for hours");
        must(!job.path("runs-on").asText().endsWith("-latest"), name + " runs on whatever is the latest");
        must(
                !job.toString().contains("secrets.KUBECONFIG") || job.has("environment"),
                name + " reaches a cluster without anybody's consent");
        must(!job.path("permissions").isTextual(), name + " has all permissions of a kind");
    }

    private void step(JsonNode step) {
        String action = step.path("uses").asText();
        if (!action.isEmpty()) {
            must(PINNED.matcher(action).matches(), "uses what may change: " + action);
            must(
                    Pattern.compile(Pattern.quote(action) + " # v[0-9]+\\.[0-9]+\\.[0-9]+")
                            .matcher(workflow.text())
                            .find(),
                    "does not say which version this is: " + action);
        }
        if (action.startsWith("actions/checkout@")) {
            must(
                    step.at("/with/persist-credentials").isBoolean()
                            && !step.at("/with/persist-credentials").booleanValue(),
                    "leaves its token in the checkout");
        }
        String script = step.path("run").asText();
        // Whatever is pasted into a script is run.
        must(
                !script.contains("${{"),
                "pastes into a script: " + script.lines().findFirst().orElse(""));
        Matcher ours = OUR_SCRIPT.matcher(script);
        while (ours.find()) {
            must(Files.isExecutable(Repository.path(ours.group(1))), "runs what is not there: " + ours.group(1));
        }
    }

    private void must(boolean holds, String problem) {
        if (!holds) {
            problems.add(workflow.name() + " " + problem);
        }
    }
}
