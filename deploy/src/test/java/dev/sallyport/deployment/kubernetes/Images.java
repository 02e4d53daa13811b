package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The images of containers, by Kustomize's {@code images}. */
final class Images {
    private Images() {}

    /** Gives another tag to whatever containers below this run an image of that name. */
    static void replace(JsonNode node, JsonNode image) {
        String name = image.path("name").textValue();
        if (image.size() != 2 || !image.path("newTag").isTextual()) {
            throw new IllegalArgumentException("not understood: " + image);
        }
        for (JsonNode container : node.at("/spec/template/spec/containers")) {
            if (name(container.path("image").asText()).equals(name)) {
                ((ObjectNode) container)
                        .put("image", name + ":" + image.path("newTag").textValue());
            }
        }
    }

    /** Without tag and digest; a colon before the last slash begins a port. */
    private static String name(String image) {
        String withoutDigest = image.replaceFirst("@.*", "");
        return withoutDigest.replaceFirst(":[^/:]*$", "");
    }
}
