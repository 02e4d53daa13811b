package dev.sallyport.security.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The operator's key under which everything secret in the database is encrypted: 32 random bytes, written in base64. It encrypts
 * nothing itself; what does is derived from it (HKDF-SHA256, RFC 5869).
 */
public final class MasterKey {
    /** The number of bytes. */
    public static final int LENGTH = 32;

    /** Of 32 random bytes, fewer than once in ten thousand million times so few are different. */
    private static final int FEWEST_DISTINCT_BYTES = 18;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key that is written so, in base64 or base64url, with or without padding.
     *
     * @throws IllegalArgumentException if it is not base64, not of 32 bytes, or plainly not random; the message says which, and
     *     nothing of the key
     */
    public static MasterKey parse(String base64) {
        byte[] bytes = decode(base64.strip());
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a master key has " + LENGTH + " bytes, not " + bytes.length);
        }
        if (isWeak(bytes)) {
            throw new IllegalArgumentException("a master key consists of random bytes, and these are not");
        }
        return new MasterKey(bytes);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException malformed) {
            // Not passed on as the cause: its message quotes the key.
            throw new IllegalArgumentException("a master key is written in base64");
        }
    }

    /** Whether the bytes repeat, count up or down evenly, or are a typed text: never so, in practice, if they are random. */
    private static boolean isWeak(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int distinct = 0;
        boolean even = true;
        boolean text = true;
        for (int i = 0; i < bytes.length; i++) {
            int value = Byte.toUnsignedInt(bytes[i]);
            distinct += seen[value] ? 0 : 1;
            seen[value] = true;
            even &= i < 2 || (byte) (bytes[i] - bytes[i - 1]) == (byte) (bytes[1] - bytes[0]);
            text &= value >= ' ' && value <= '~';
        }
        return distinct < FEWEST_DISTINCT_BYTES || even || text;
    }

    /** So many bytes of key material for one use, which tell nothing about this key or the material for another use. */
    byte[] derive(String label, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(bytes, null, label.getBytes(StandardCharsets.UTF_8)));
        byte[] derived = new byte[length];
        hkdf.generateBytes(derived, 0, length);
        return derived;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
