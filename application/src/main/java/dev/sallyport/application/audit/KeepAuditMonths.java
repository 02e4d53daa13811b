package dev.sallyport.application.audit;

import dev.sallyport.application.Transactor;
import dev.sallyport.domain.audit.AuditSeal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the months in time that the audit trail is kept in, and drops those that are old enough. */
public final class KeepAuditMonths {
    private static final int AHEAD = 3;

    private final Transactor transactor;
    private final AuditSeals seals;
    private final SealChain chain;
    private final InstantSource clock;
    private volatile @Nullable Instant said;

    public KeepAuditMonths(Transactor transactor, AuditSeals seals, SealChain chain, InstantSource clock) {
        this.transactor = transactor;
        this.seals = seals;
        this.chain = chain;
        this.clock = clock;
    }

    /**
     * What is to be kept.
     *
     * @param retention for how long an entry is kept at the least; empty for ever
     */
    public record Command(Optional<Duration> retention) {}

    /**
     * What was done.
     *
     * @param made how many months were made
     * @param dropped how many were dropped
     * @param refused whether there are months to drop, and the database does not let us
     * @param flaw why the seals cannot say that something is dropped, so that nothing was; empty if all is well
     */
    public record Result(int made, int dropped, boolean refused, Optional<AuditFinding> flaw) {}

    public Result handle(Command command) {
        int made = transactor.inTransaction(() -> seals.prepareMonths(AHEAD));
        Optional<Instant> end =
                command.retention().map(kept -> clock.instant().minus(kept)).flatMap(seals::endOfMonthsBefore);
        if (end.isEmpty()) {
            return new Result(made, 0, false, Optional.empty());
        }
        return seals.mayDropMonths() ? drop(made, end.get()) : new Result(made, 0, true, Optional.empty());
    }

    /**
     * The seals say first what may be missing from now on. Whoever has the database alone cannot say so. The months then go one by one, each
     * within a moment in which those who write wait; what sealed them goes after that.
     */
    private Result drop(int made, Instant end) {
        if (!end.equals(said)) {
            Said now = transactor.inTransaction(() -> say(end));
            if (now.seal() == null) {
                return new Result(made, 0, false, now.flaw());
            }
            chain.saw(now.seal());
            said = end;
        }
        int dropped = 0;
        while (transactor.inTransaction(() -> seals.dropMonth(end))) {
            dropped++;
        }
        boolean more = true;
        while (more) {
            more = transactor.inTransaction(() -> seals.forgetBatches(end));
        }
        return new Result(made, dropped, false, Optional.empty());
    }

    /**
     * What the seals say.
     *
     * @param seal that says so, or null if another instance is sealing, or the chain has a flaw
     */
    private record Said(@Nullable AuditSeal seal, Optional<AuditFinding> flaw) {}

    private Said say(Instant end) {
        if (!seals.hold()) {
            return new Said(null, Optional.empty());
        }
        AuditSeal last = seals.last().orElse(null);
        Optional<AuditFinding> flaw = chain.flaw(last);
        if (flaw.isPresent()) {
            return new Said(null, flaw);
        }
        AuditSeal next = chain.sealing().next(last, clock.instant(), List.of(), end);
        seals.add(next, List.of());
        return new Said(next, flaw);
    }
}
