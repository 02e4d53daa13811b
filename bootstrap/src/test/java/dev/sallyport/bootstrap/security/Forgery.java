package dev.sallyport.bootstrap.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.keys.EcSigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A genuine access token, taken apart to be put together differently. Values are raw JSON, so that anything can be said. */
final class Forgery {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EcSigningKey key;
    private final String genuine;
    private final Map<String, String> header;
    private final Map<String, String> claims;

    /**
     * @param key that the token was signed with
     */
    Forgery(String genuine, EcSigningKey key) {
        this.key = key;
        this.genuine = genuine;
        String[] parts = genuine.split("\\.", -1);
        this.header = members(parts[0]);
        this.claims = members(parts[1]);
    }

    private static Map<String, String> members(String part) {
        Map<String, String> members = new LinkedHashMap<>();
        try {
            MAPPER.readTree(Base64.getUrlDecoder().decode(part))
                    .properties()
                    .forEach(member ->
                            members.put(member.getKey(), member.getValue().toString()));
        } catch (IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
        return members;
    }

    String genuine() {
        return genuine;
    }

    EcSigningKey key() {
        return key;
    }

    Forgery header(String name, String value) {
        header.put(name, value);
        return this;
    }

    Forgery withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    Forgery claim(String name, String value) {
        claims.put(name, value);
        return this;
    }

    Forgery withoutClaim(String name) {
        claims.remove(name);
        return this;
    }

    String headerText() {
        return text(header);
    }

    String claimsText() {
        return text(claims);
    }

    private static String text(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Signed with the key that it was signed with before. */
    String signed() {
        return signed(headerText(), claimsText());
    }

    String signed(String headerText, String claimsText) {
        return sign(base64(headerText) + "." + base64(claimsText), key);
    }

    String signedWith(EcSigningKey other) {
        return sign(input(), other);
    }

    /** Authenticated with HMAC under a secret that everybody knows. */
    String authenticatedWith(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input() + "." + base64(mac.doFinal(input().getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With that in place of a signature. */
    String withSignature(String signature) {
        return input() + "." + signature;
    }

    private String input() {
        return base64(headerText()) + "." + base64(claimsText());
    }

    static String sign(String input, EcSigningKey key) {
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
