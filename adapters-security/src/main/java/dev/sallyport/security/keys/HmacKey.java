package dev.sallyport.security.keys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that authenticates messages with HMAC-SHA256 (RFC 2104). May be used by any number of threads. */
public final class HmacKey {
    /** The number of bytes of a key, and of what it makes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private HmacKey(SecretKeySpec key) {
        this.key = key;
    }

    /** The key of exactly these 32 bytes. */
    public static HmacKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an HMAC key has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new HmacKey(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** The material of a new key. */
    static byte[] generate() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The message's authentication code, of 32 bytes. */
    public byte[] authenticate(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
