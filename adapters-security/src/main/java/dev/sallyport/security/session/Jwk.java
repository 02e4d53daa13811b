package dev.sallyport.security.session;

import dev.sallyport.security.keys.SigningKey;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes public keys as JSON Web Keys (RFC 7517, RFC 7518 §6.2). */
final class Jwk {
    private static final int COORDINATE_LENGTH = 32;

    private Jwk() {}

    /** The members, in the same order every time. */
    static Map<String, String> of(SigningKey key, String algorithm) {
        ECPoint point = key.publicKey().getW();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", "P-256");
        members.put("use", "sig");
        members.put("alg", algorithm);
        members.put("kid", key.id());
        members.put("x", coordinate(point.getAffineX()));
        members.put("y", coordinate(point.getAffineY()));
        return Collections.unmodifiableMap(members);
    }

    /** All 32 bytes of it, leading zeros too: {@link BigInteger} leaves them out, and may put one more in front. */
    private static String coordinate(BigInteger value) {
        byte[] shortest = value.toByteArray();
        byte[] full = new byte[COORDINATE_LENGTH];
        int length = Math.min(shortest.length, COORDINATE_LENGTH);
        System.arraycopy(shortest, shortest.length - length, full, COORDINATE_LENGTH - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(full);
    }
}
