package dev.sallyport.domain.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * What a seal says of one entry.
 *
 * @param content stands for what never changes, in 32 bytes
 * @param client stands for who asked, in 16 bytes; it cannot be found out from it once that is erased
 * @param reason stands for what an administrator stated as the reason, in 16 bytes
 */
public record SealedEntry(UUID id, Instant occurredAt, AuditDigest content, AuditDigest client, AuditDigest reason) {
    private static final int WHOLE = 32;
    private static final int PART = 16;

    /** How many bytes {@link #digests} has. */
    public static final int LENGTH = WHOLE + 2 * PART;

    public static SealedEntry of(
            UUID id, Instant occurredAt, AuditDigest content, AuditDigest client, AuditDigest reason) {
        return new SealedEntry(id, occurredAt, content.first(WHOLE), client.first(PART), reason.first(PART));
    }

    /** What {@link #digests} has written. */
    public static SealedEntry of(UUID id, Instant occurredAt, byte[] digests) {
        return new SealedEntry(
                id,
                occurredAt,
                AuditDigest.of(Arrays.copyOfRange(digests, 0, WHOLE)),
                AuditDigest.of(Arrays.copyOfRange(digests, WHOLE, WHOLE + PART)),
                AuditDigest.of(Arrays.copyOfRange(digests, WHOLE + PART, LENGTH)));
    }

    /** Of an entry that was gone before it could be sealed. */
    public static SealedEntry ofMissing(UUID id, Instant occurredAt) {
        return of(id, occurredAt, new byte[LENGTH]);
    }

    public byte[] digests() {
        return ByteBuffer.allocate(LENGTH)
                .put(content.toBytes())
                .put(client.toBytes())
                .put(reason.toBytes())
                .array();
    }
}
