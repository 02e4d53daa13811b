package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditHead;
import dev.sallyport.domain.audit.AuditSeal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain of seals as one instance has seen it. Only while the stored one is still that one, and ends in a seal that was made with the key,
 * is it gone on with: whoever owns the tables could otherwise cut it off and have the rest sealed anew.
 */
public final class SealChain {
    private final AuditSeals seals;
    private final Sealing sealing;
    private volatile @Nullable AuditHead seen;

    public SealChain(AuditSeals seals, SealKey key) {
        this.seals = seals;
        this.sealing = new Sealing(key);
    }

    /** How far it reached when it was looked at last; empty if there was nothing yet. */
    public Optional<AuditHead> head() {
        return Optional.ofNullable(seen);
    }

    Sealing sealing() {
        return sealing;
    }

    /**
     * Why the stored chain must not be gone on with; empty if nothing speaks against it.
     *
     * @param last what it ends in
     */
    Optional<AuditFinding> flaw(@Nullable AuditSeal last) {
        AuditHead expected = seen;
        if (expected != null && !contains(expected, last)) {
            return Optional.of(new AuditFinding.HeadLost(expected));
        }
        if (last == null) {
            return Optional.empty();
        }
        if (!sealing.isGenuine(last)) {
            return Optional.of(new AuditFinding.SealForged(last.batch()));
        }
        saw(last);
        return Optional.empty();
    }

    private boolean contains(AuditHead expected, @Nullable AuditSeal last) {
        return last != null
                && (last.head().equals(expected)
                        || seals.seal(expected.batch())
                                .filter(seal -> seal.head().equals(expected))
                                .isPresent());
    }

    /** That seal is kept for certain. */
    synchronized void saw(AuditSeal seal) {
        if (seen == null || seal.batch() > seen.batch()) {
            seen = seal.head();
        }
    }
}
