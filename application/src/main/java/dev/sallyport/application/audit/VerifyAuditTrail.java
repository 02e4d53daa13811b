package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditHead;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the audit trail with its seals: finds whatever was changed, taken away, put in or cut off since. */
public final class VerifyAuditTrail {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AuditArchive archive;
    private final Sealing sealing;

    public VerifyAuditTrail(AuditArchive archive, SealKey key) {
        this.archive = archive;
        this.sealing = new Sealing(key);
    }

    /**
     * How to verify.
     *
     * @param expected how far the seals reached, at least, by what was noted elsewhere
     * @param findings is told what is wrong as it is found
     */
    public record Command(Optional<AuditHead> expected, Consumer<AuditFinding> findings) {}

    /**
     * What was found.
     *
     * @param batches how many seals there are
     * @param entries how many entries were compared with them
     * @param waiting how many have happened so recently that they are not sealed yet
     * @param late how many were sealed more than an hour after they happened, because nothing was sealed meanwhile
     * @param wrong how many findings there were
     * @param head how far the seals reach; empty if there are none
     */
    public record Result(long batches, long entries, long waiting, long late, long wrong, Optional<AuditHead> head) {}

    public Result handle(Command command) {
        return archive.read(reader -> {
            AuditComparison comparison = new AuditComparison(reader, sealing, command.findings());
            comparison.compareBatches();
            comparison.lookForUnsealed(PATIENCE);
            command.expected().ifPresent(comparison::expect);
            return comparison.result();
        });
    }
}
