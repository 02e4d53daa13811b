package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes a document as RFC 6902 says: by adding, replacing and removing. */
final class JsonPatch {
    private JsonPatch() {}

    static void apply(JsonNode document, JsonNode operation) {
        String path = operation.path("path").textValue();
        JsonNode value = operation.path("value");
        switch (operation.path("op").asText()) {
            case "add" -> add(document, path, value);
            case "replace" -> {
                remove(document, path);
                add(document, path, value);
            }
            case "remove" -> remove(document, path);
            default -> throw new IllegalArgumentException("not understood: " + operation);
        }
    }

    static void add(JsonNode document, String path, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(path);
        String last = pointer.last().getMatchingProperty();
        switch (document.at(pointer.head())) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array when last.equals("-") -> array.add(value);
            case ArrayNode array -> array.insert(pointer.last().getMatchingIndex(), value);
            default -> throw new IllegalArgumentException("there is no " + pointer.head());
        }
    }

    static void remove(JsonNode document, String path) {
        JsonPointer pointer = JsonPointer.compile(path);
        if (document.at(pointer).isMissingNode()) {
            throw new IllegalArgumentException("there is no " + path);
        }
        switch (document.at(pointer.head())) {
            case ArrayNode array -> array.remove(pointer.last().getMatchingIndex());
            case ObjectNode object -> object.remove(pointer.last().getMatchingProperty());
            default -> throw new IllegalArgumentException("there is no " + pointer.head());
        }
    }
}
