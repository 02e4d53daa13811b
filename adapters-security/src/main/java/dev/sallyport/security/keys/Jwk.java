package dev.sallyport.security.keys;

import dev.sallyport.domain.keys.KeyAlgorithm;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A public key on its way to become a JSON Web Key (RFC 7517, RFC 7518 §6). */
final class Jwk {
    private final Map<String, String> members = new LinkedHashMap<>();

    Jwk(String type, KeyAlgorithm algorithm, String id) {
        with("kty", type).with("use", "sig").with("alg", algorithm.name()).with("kid", id);
    }

    Jwk with(String member, String value) {
        members.put(member, value);
        return this;
    }

    Map<String, String> members() {
        return Collections.unmodifiableMap(members);
    }

    /** A number in as many bytes as its kind has, leading zeros too: {@link BigInteger} leaves them out. */
    static String fixed(BigInteger number, int bits) {
        byte[] shortest = bytes(number);
        byte[] full = new byte[bits / Byte.SIZE];
        System.arraycopy(shortest, 0, full, full.length - shortest.length, shortest.length);
        return base64(full);
    }

    /** A number in as few bytes as it needs. */
    static String shortest(BigInteger number) {
        return base64(bytes(number));
    }

    /** {@link BigInteger} may put a zero in front, for the sign. */
    private static byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        int sign = signed.length > 1 && signed[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[signed.length - sign];
        System.arraycopy(signed, sign, bytes, 0, bytes.length);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
