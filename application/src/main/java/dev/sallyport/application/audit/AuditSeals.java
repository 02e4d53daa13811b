package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The seals of the audit trail, what waits to be sealed, and the months that the trail is kept in. */
public interface AuditSeals {
    /** Has the current transaction alone seal, unless another does so at this moment: then nothing happens, and it is false. */
    boolean hold();

    /** The last seal, if there is one. */
    Optional<AuditSeal> last();

    /**
     * What waited to be sealed.
     *
     * @param stored null if it is not there any more
     */
    record Waiting(UUID id, Instant occurredAt, @Nullable StoredEntry stored) {}

    /** The seal of a batch. */
    Optional<AuditSeal> seal(long batch);

    /** For how long something has waited that still does; none if nothing waits. */
    Duration longestWait();

    /**
     * Takes entries that wait, in any order; with the current transaction they wait no more.
     *
     * @param after how many to leave there, and to take what comes after them
     * @param most no more than so many
     */
    List<Waiting> take(int after, int most);

    /** Adds the next seal, of those entries. */
    void add(AuditSeal seal, List<SealedEntry> entries);

    /** Makes the partitions of this month and of so many more, if they are missing; how many were. */
    int prepareMonths(int ahead);

    /** Where the part of the trail ends that consists of whole months before then; nothing if there is none. */
    Optional<Instant> endOfMonthsBefore(Instant before);

    /** Whether this role of the database may drop months. */
    boolean mayDropMonths();

    /**
     * Drops the oldest month for good, if it ended before then, and tells whether it did. The store itself refuses to drop what is younger
     * than 90 days.
     */
    boolean dropMonth(Instant before);

    /** Forgets some of the batches of months that are dropped, and tells whether there were any. */
    boolean forgetBatches(Instant before);
}
