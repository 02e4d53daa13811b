package dev.sallyport.application.audit;

import dev.sallyport.application.Transactor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the months in time that the audit trail is kept in, and drops those that are old enough. */
public final class KeepAuditMonths {
    private static final int AHEAD = 3;

    private final Transactor transactor;
    private final AuditSeals seals;
    private final Sealing sealing;
    private final InstantSource clock;

    public KeepAuditMonths(Transactor transactor, AuditSeals seals, SealKey key, InstantSource clock) {
        this.transactor = transactor;
        this.seals = seals;
        this.sealing = new Sealing(key);
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
     */
    public record Result(int made, int dropped, boolean refused) {}

    public Result handle(Command command) {
        int made = transactor.inTransaction(() -> seals.prepareMonths(AHEAD));
        Optional<Instant> end =
                command.retention().map(kept -> clock.instant().minus(kept)).flatMap(seals::endOfMonthsBefore);
        if (end.isEmpty()) {
            return new Result(made, 0, false);
        }
        return seals.mayDropMonths() ? new Result(made, drop(end.get()), false) : new Result(made, 0, true);
    }

    /** The seals say first what may be missing from now on. Whoever has the database alone cannot say so. */
    private int drop(Instant end) {
        return transactor.inTransaction(() -> {
            if (!seals.hold()) {
                return 0;
            }
            seals.add(sealing.next(seals.last().orElse(null), clock.instant(), List.of(), end), List.of());
            return seals.dropMonths(end);
        });
    }
}
