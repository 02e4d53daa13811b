package dev.sallyport.application.audit;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.Transactor;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals what has happened since it was last done. Whoever writes entries knows nothing of it, and never waits for it. */
public final class SealAuditTrail {
    /** How many entries are sealed at once. A batch of fewer shows that nothing else waited. */
    public static final int FULL = 1000;

    /** Nothing is sealed that often, so that nobody can say later that something happened while nothing did. */
    private static final Duration SIGN_OF_LIFE = Duration.ofHours(1);

    private final Transactor transactor;
    private final AuditSeals seals;
    private final SealChain chain;
    private final InstantSource clock;

    public SealAuditTrail(Transactor transactor, AuditSeals seals, SealChain chain, InstantSource clock) {
        this.transactor = transactor;
        this.seals = seals;
        this.chain = chain;
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
     * @param flaw why nothing is sealed any more; empty if all is well
     * @param failure of an entry that could not be sealed; it waits on
     * @param waiting for how long the oldest has waited, as far as it was not its turn
     */
    public record Result(
            int sealed, Optional<AuditFinding> flaw, Optional<RuntimeException> failure, Duration waiting) {}

    /**
     * What came of one transaction.
     *
     * @param seal that it added, or null
     */
    private record Step(Result result, @Nullable AuditSeal seal) {}

    public Result handle(Command command) {
        try {
            return seal(0, command.most());
        } catch (ServiceUnavailable unavailable) {
            throw unavailable;
        } catch (RuntimeException oneOfThem) {
            return oneByOne(command.most());
        }
    }

    /** So that an entry that nobody can seal keeps no other from it. */
    private Result oneByOne(int most) {
        int sealed = 0;
        int left = 0;
        Optional<RuntimeException> failure = Optional.empty();
        for (int i = 0; i < most; i++) {
            try {
                Result one = seal(left, 1);
                if (one.sealed() == 0) {
                    return new Result(sealed, one.flaw(), failure, one.waiting());
                }
                sealed++;
            } catch (ServiceUnavailable unavailable) {
                throw unavailable;
            } catch (RuntimeException reason) {
                left++;
                failure = Optional.of(reason);
            }
        }
        return new Result(sealed, Optional.empty(), failure, Duration.ZERO);
    }

    private Result seal(int after, int most) {
        Step step = transactor.inTransaction(() -> step(after, most));
        if (step.seal() != null) {
            chain.saw(step.seal());
        }
        return step.result();
    }

    private Step step(int after, int most) {
        boolean held = seals.hold();
        AuditSeal last = seals.last().orElse(null);
        Optional<AuditFinding> flaw = chain.flaw(last);
        if (!held || flaw.isPresent()) {
            return new Step(new Result(0, flaw, Optional.empty(), seals.longestWait()), null);
        }
        List<SealedEntry> entries =
                seals.take(after, most).stream().map(this::sealed).toList();
        Instant now = clock.instant();
        Result result = new Result(entries.size(), flaw, Optional.empty(), Duration.ZERO);
        if (entries.isEmpty() && !isQuiet(last, now)) {
            return new Step(result, null);
        }
        AuditSeal next = chain.sealing().next(last, now, entries, null);
        seals.add(next, entries);
        return new Step(result, next);
    }

    private static boolean isQuiet(@Nullable AuditSeal last, Instant now) {
        return last != null && last.sealedAt().plus(SIGN_OF_LIFE).isBefore(now);
    }

    /** What was taken away before it could be sealed is sealed as missing, and is found so. */
    private SealedEntry sealed(AuditSeals.Waiting waiting) {
        if (waiting.stored() == null) {
            return SealedEntry.ofMissing(waiting.id(), waiting.occurredAt());
        }
        try {
            return chain.sealing().digest(waiting.stored());
        } catch (RuntimeException reason) {
            throw new IllegalStateException("entry " + waiting.id() + " cannot be sealed", reason);
        }
    }
}
