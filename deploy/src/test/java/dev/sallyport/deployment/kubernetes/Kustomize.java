package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * As much of {@code kubectl kustomize} as our manifests use, so that they can be tested where there is no kubectl. It refuses what it does not
 * understand, and {@link KubectlTest} holds it against the real one.
 */
final class Kustomize {
    private static final String FILE = "kustomization.yaml";
    private static final Set<String> UNDERSTOOD = Set.of(
            "apiVersion",
            "kind",
            "resources",
            "components",
            "images",
            "configMapGenerator",
            "secretGenerator",
            "patches");

    private final List<ObjectNode> resources = new ArrayList<>();
    private final Generated generated = new Generated();

    private Kustomize() {}

    /** What a folder with a {@code kustomization.yaml} stands for, each resource as it would be sent to the cluster. */
    static List<ObjectNode> build(Path folder) {
        Kustomize build = new Kustomize();
        build.add(folder);
        build.resources.addAll(build.generated.finish(build.resources));
        return build.resources;
    }

    private void add(Path folder) {
        JsonNode kustomization = Yaml.document(folder.resolve(FILE));
        Set<String> unknown = new TreeSet<>();
        kustomization.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(UNDERSTOOD);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(folder + ": not understood: " + unknown);
        }
        for (JsonNode resource : kustomization.path("resources")) {
            addResource(folder.resolve(resource.textValue()).normalize());
        }
        for (JsonNode component : kustomization.path("components")) {
            add(folder.resolve(component.textValue()).normalize());
        }
        kustomization.path("configMapGenerator").forEach(one -> generated.add("ConfigMap", one, folder));
        kustomization.path("secretGenerator").forEach(one -> generated.add("Secret", one, folder));
        kustomization.path("patches").forEach(this::patch);
        kustomization.path("images").forEach(image -> resources.forEach(resource -> Images.replace(resource, image)));
    }

    private void addResource(Path path) {
        if (Files.isDirectory(path)) {
            add(path);
        } else {
            Yaml.documents(path).forEach(document -> resources.add((ObjectNode) document));
        }
    }

    private void patch(JsonNode patch) {
        JsonNode target = patch.path("target");
        List<ObjectNode> targets = resources.stream()
                .filter(resource -> resource.path("kind").equals(target.path("kind"))
                        && resource.at("/metadata/name").equals(target.path("name")))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a patch has no target: " + target);
        }
        JsonNode change = Yaml.documents(patch.path("patch").textValue()).getFirst();
        if (change.path("$patch").asText().equals("delete")) {
            resources.removeAll(targets);
        } else if (change.isArray()) {
            change.forEach(operation -> targets.forEach(resource -> JsonPatch.apply(resource, operation)));
        } else {
            throw new IllegalArgumentException("not understood: " + change);
        }
    }
}
