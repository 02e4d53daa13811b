package dev.sallyport.verifier;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** A key that verifies the signatures of one algorithm, and of no other (RFC 8725 §3.1). */
public final class VerificationKey {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_SECRET_BYTES = 32;

    private final Algorithm algorithm;

    private VerificationKey(Algorithm algorithm) {
        this.algorithm = algorithm;
    }

    /**
     * A public key for ES256.
     *
     * @throws IllegalArgumentException if the key is not a point on the curve P-256 (RFC 7518 §3.4)
     */
    public static VerificationKey es256(ECPublicKey key) {
        if (!P256.isOn(key)) {
            throw new IllegalArgumentException("a key for ES256 lies on the curve P-256");
        }
        return new VerificationKey(Algorithm.ECDSA256(key));
    }

    /**
     * A public key for RS256.
     *
     * @throws IllegalArgumentException if the key has fewer than 2048 bits (RFC 7518 §3.3)
     */
    public static VerificationKey rs256(RSAPublicKey key) {
        if (key.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new IllegalArgumentException("a key for RS256 has at least 2048 bits");
        }
        return new VerificationKey(Algorithm.RSA256(key));
    }

    /**
     * A secret for HS256, which is copied.
     *
     * @throws IllegalArgumentException if the secret has fewer than 32 bytes (RFC 7518 §3.2)
     */
    public static VerificationKey hs256(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("a secret for HS256 has at least 32 bytes");
        }
        return new VerificationKey(Algorithm.HMAC256(secret));
    }

    /** The algorithm's name (RFC 7518 §3.1). */
    public String algorithm() {
        return algorithm.getName();
    }

    /** As java-jwt does it. */
    void verify(DecodedJWT token) {
        algorithm.verify(token);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + algorithm() + ", redacted]";
    }
}
