package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditSeal;
import java.time.Instant;

/**
 * When nothing was sealed, as the seals tell: what happened then is sealed late, and rightly so. Batches that are full follow one another
 * until nothing waits any more, so all of them may be of the same pause.
 *
 * @param began when something was sealed last before the pause that the next batch may be of
 */
record SealingPauses(Instant began) {
    /** Before the first seal nothing was sealed at all. */
    static final SealingPauses NONE = new SealingPauses(Instant.MIN);

    SealingPauses after(AuditSeal seal) {
        if (seal.keptFrom() != null) {
            return this;
        }
        return seal.entries() >= SealAuditTrail.FULL ? this : new SealingPauses(seal.sealedAt());
    }

    /** Whether what happened by then may have had to wait for so long. */
    boolean explains(Instant happened) {
        return !happened.isBefore(began);
    }
}
