package dev.sallyport.domain.audit;

import java.util.Arrays;
import java.util.HexFormat;

/** What stands for some content, and changes if that does. */
public final class AuditDigest {
    private final byte[] bytes;

    private AuditDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    public static AuditDigest of(byte[] bytes) {
        return new AuditDigest(bytes.clone());
    }

    /** That of nothing. */
    public static AuditDigest zero(int length) {
        return new AuditDigest(new byte[length]);
    }

    /** The beginning of it. */
    public AuditDigest first(int length) {
        return new AuditDigest(Arrays.copyOf(bytes, length));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditDigest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits: it is no secret. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
