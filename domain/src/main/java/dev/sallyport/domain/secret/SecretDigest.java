package dev.sallyport.domain.secret;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The keyed digest (HMAC-SHA256) under which a one-time secret is kept. Without the key, a stolen database tells nothing
 * about the secret.
 */
public final class SecretDigest {
    private static final int LENGTH = 32;

    private final byte[] bytes;

    private SecretDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A digest of exactly 32 bytes. */
    public static SecretDigest of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret's digest has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new SecretDigest(bytes.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Equal in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretDigest[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
    }
}
