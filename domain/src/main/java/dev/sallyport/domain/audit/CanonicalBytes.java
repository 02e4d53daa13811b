package dev.sallyport.domain.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values one after the other as bytes, each with its length in front of it, so that no two rows of values are the same bytes. */
public final class CanonicalBytes {
    private static final int NOTHING = -1;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /**
     * Begins to write.
     *
     * @param purpose of the bytes, so that they are those of nothing else
     */
    public CanonicalBytes(String purpose) {
        add(purpose);
    }

    public CanonicalBytes add(byte @Nullable [] value) {
        length(value == null ? NOTHING : value.length);
        if (value != null) {
            written.writeBytes(value);
        }
        return this;
    }

    public CanonicalBytes add(@Nullable String value) {
        return add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public CanonicalBytes add(@Nullable UUID value) {
        return add(
                value == null
                        ? null
                        : ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(value.getMostSignificantBits())
                                .putLong(value.getLeastSignificantBits())
                                .array());
    }

    /** To the microsecond. */
    public CanonicalBytes add(@Nullable Instant value) {
        return value == null ? add((byte[]) null) : add(ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    public CanonicalBytes add(long value) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private void length(int length) {
        written.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }

    public byte[] toBytes() {
        return written.toByteArray();
    }
}
