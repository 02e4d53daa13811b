package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What Kustomize ends the names of generated resources with: ten signs of a digest, without vowels that could make a word. */
final class ContentHash {
    private ContentHash() {}

    static String of(String kind, ObjectNode data) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set("data", data);
        content.put("kind", kind).put("name", "");
        if (kind.equals("Secret")) {
            content.put("type", "Opaque");
        }
        // As Go writes it.
        String json = content.toString()
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
        return HexFormat.of()
                .formatHex(sha256(json))
                .substring(0, 10)
                .replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
