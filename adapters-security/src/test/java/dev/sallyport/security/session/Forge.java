package dev.sallyport.security.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.security.keys.EcSigningKey;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes tokens by hand: a good one, unless it is told what to do differently. Values are raw JSON. */
final class Forge {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> payload = new LinkedHashMap<>();
    private final EcSigningKey key;

    Forge(EcSigningKey key, Map<String, String> payload) {
        this.key = key;
        header.put("alg", "\"ES256\"");
        header.put("typ", "\"at+jwt\"");
        header.put("kid", "\"" + key.id() + "\"");
        this.payload.putAll(payload);
    }

    Forge header(String name, String value) {
        header.put(name, value);
        return this;
    }

    Forge withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    Forge claim(String name, String value) {
        payload.put(name, value);
        return this;
    }

    Forge withoutClaim(String name) {
        payload.remove(name);
        return this;
    }

    String headerText() {
        return text(header);
    }

    String payloadText() {
        return text(payload);
    }

    private static String text(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The token, signed with the key. */
    String token() {
        return token(headerText(), payloadText());
    }

    /** What is to be signed. */
    String input() {
        return base64(headerText()) + "." + base64(payloadText());
    }

    /** A token of these two texts, signed with the key. */
    String token(String headerText, String payloadText) {
        return signed(base64(headerText) + "." + base64(payloadText));
    }

    /** What is to be signed, and behind it its signature. */
    String signed(String input) {
        return signed(input, key);
    }

    static String signed(String input, EcSigningKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.privateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
