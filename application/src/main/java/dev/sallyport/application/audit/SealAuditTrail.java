package dev.sallyport.application.audit;

import dev.sallyport.application.Transactor;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import java.time.InstantSource;
import java.util.List;

/** Seals what has happened since it was last done. Whoever writes entries knows nothing of it, and never waits for it. */
public final class SealAuditTrail {
    private final Transactor transactor;
    private final AuditSeals seals;
    private final Sealing sealing;
    private final InstantSource clock;

    public SealAuditTrail(Transactor transactor, AuditSeals seals, SealKey key, InstantSource clock) {
        this.transactor = transactor;
        this.seals = seals;
        this.sealing = new Sealing(key);
        this.clock = clock;
    }

    /**
     * One batch.
     *
     * @param most how many entries at the most
     */
    public record Command(int most) {}

    /**
     * What was done.
     *
     * @param sealed how many entries; none also if another instance is at it
     */
    public record Result(int sealed) {}

    public Result handle(Command command) {
        return transactor.inTransaction(() -> {
            if (!seals.hold()) {
                return new Result(0);
            }
            AuditSeal last = seals.last().orElse(null);
            List<SealedEntry> entries =
                    seals.take(command.most()).stream().map(this::sealed).toList();
            if (!entries.isEmpty()) {
                seals.add(sealing.next(last, clock.instant(), entries, null), entries);
            }
            return new Result(entries.size());
        });
    }

    /** What was taken away before it could be sealed is sealed as missing, and is found so. */
    private SealedEntry sealed(AuditSeals.Waiting waiting) {
        return waiting.stored() == null
                ? SealedEntry.ofMissing(waiting.id(), waiting.occurredAt())
                : sealing.digest(waiting.stored());
    }
}
