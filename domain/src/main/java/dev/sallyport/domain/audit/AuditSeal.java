package dev.sallyport.domain.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain that seals the audit trail: it authenticates a batch of entries, and the seal before.
 *
 * @param batch its number; the first is 1, and none is left out
 * @param entries how many there are in the batch
 * @param newest when the latest of them happened; null if there are none
 * @param keptFrom what happened before then may be missing, because it was old enough to be dropped; null if that is as before
 * @param members stands for all entries of the batch
 * @param previous the seal before
 */
public record AuditSeal(
        long batch,
        Instant sealedAt,
        int entries,
        @Nullable Instant newest,
        @Nullable Instant keptFrom,
        AuditDigest members,
        AuditDigest previous,
        AuditDigest seal) {
    /** What comes before the first seal. */
    public static final AuditDigest BEGINNING = AuditDigest.zero(32);

    /** All that the seal authenticates. */
    public byte[] sealed() {
        return new CanonicalBytes("sallyport audit seal 1")
                .add(batch)
                .add(sealedAt)
                .add(entries)
                .add(newest)
                .add(keptFrom)
                .add(members.toBytes())
                .add(previous.toBytes())
                .toBytes();
    }

    /** The same with another seal. */
    public AuditSeal with(AuditDigest newSeal) {
        return new AuditSeal(batch, sealedAt, entries, newest, keptFrom, members, previous, newSeal);
    }

    public AuditHead head() {
        return new AuditHead(batch, seal);
    }
}
