package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ConfigMaps and Secrets that {@code configMapGenerator} and {@code secretGenerator} make. */
final class Generated {
    private static final Set<String> UNDERSTOOD = Set.of("name", "namespace", "behavior", "envs", "files", "literals");

    private record Id(String kind, String namespace, String name) {}

    private final Map<Id, Map<String, byte[]>> all = new LinkedHashMap<>();

    void add(String kind, JsonNode generator, Path folder) {
        generator.fieldNames().forEachRemaining(field -> {
            if (!UNDERSTOOD.contains(field)) {
                throw new IllegalArgumentException(folder + ": not understood: " + field);
            }
        });
        Id id = new Id(
                kind,
                generator.path("namespace").textValue(),
                generator.path("name").textValue());
        boolean merges = generator.path("behavior").asText().equals("merge");
        if (merges != all.containsKey(id)) {
            throw new IllegalArgumentException(folder + ": " + id + (merges ? " is not there" : " is there already"));
        }
        Map<String, byte[]> data = all.computeIfAbsent(id, absent -> new TreeMap<>());
        for (JsonNode env : generator.path("envs")) {
            text(folder.resolve(env.textValue()))
                    .lines()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> put(data, line));
        }
        generator.path("literals").forEach(literal -> put(data, literal.textValue()));
        for (JsonNode file : generator.path("files")) {
            String[] parts = file.textValue().split("=", 2);
            Path path = folder.resolve(parts[parts.length - 1]);
            data.put(
                    parts.length == 2 ? parts[0] : path.getFileName().toString(),
                    text(path).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Names each by its content, also where it is referred to. */
    List<ObjectNode> finish(List<ObjectNode> resources) {
        return all.entrySet().stream()
                .map(entry -> finish(entry.getKey(), entry.getValue(), resources))
                .toList();
    }

    private static ObjectNode finish(Id id, Map<String, byte[]> content, List<ObjectNode> resources) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        content.forEach((key, value) ->
                data.put(key, id.kind().equals("Secret") ? base64(value) : new String(value, StandardCharsets.UTF_8)));
        String name = id.name() + "-" + ContentHash.of(id.kind(), data);
        for (ObjectNode resource : resources) {
            if (resource.at("/metadata/namespace").asText().equals(id.namespace())) {
                rename(resource, id, name);
            }
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        made.put("apiVersion", "v1").put("kind", id.kind());
        made.putObject("metadata").put("name", name).put("namespace", id.namespace());
        made.set("data", data);
        if (id.kind().equals("Secret")) {
            made.put("type", "Opaque");
        }
        return made;
    }

    private static void rename(JsonNode node, Id id, String name) {
        boolean secret = id.kind().equals("Secret");
        for (String field : secret
                ? List.of("secretRef", "secretKeyRef")
                : List.of("configMapRef", "configMapKeyRef", "configMap")) {
            replace(node.path(field), "name", id.name(), name);
        }
        if (secret) {
            replace(node.path("secret"), "secretName", id.name(), name);
        }
        node.forEach(child -> rename(child, id, name));
    }

    private static void replace(JsonNode reference, String field, String from, String to) {
        if (reference.path(field).asText().equals(from)) {
            ((ObjectNode) reference).put(field, to);
        }
    }

    /** In lines of 70 signs, where there are more. */
    private static String base64(byte[] value) {
        String text = Base64.getEncoder().encodeToString(value);
        return text.length() <= 70 ? text : text.replaceAll("(.{1,70})", "$1\n");
    }

    private static void put(Map<String, byte[]> data, String assignment) {
        String[] parts = assignment.split("=", 2);
        data.put(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cannotBeRead) {
            throw new UncheckedIOException(cannotBeRead);
        }
    }
}
