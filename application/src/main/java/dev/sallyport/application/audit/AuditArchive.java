package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The audit trail and its seals as a whole, however long that takes: nothing of it is ever in memory at once. */
public interface AuditArchive {
    /** Reads in it, as all of it is at one moment. */
    <T> T read(Function<Reader, T> work);

    /**
     * A batch; of one that nobody has tampered with there is a seal, and there are entries unless they were dropped.
     *
     * @param entries what is stored as those of the batch, or null if that is not there, or cannot be read
     */
    record Batch(
            long number, @Nullable AuditSeal seal, @Nullable List<SealedEntry> entries) {}

    /**
     * An entry that no batch has.
     *
     * @param waiting whether it has not been in the queue for long
     */
    record Unsealed(UUID id, Instant occurredAt, boolean waiting) {}

    /** What is in it. */
    interface Reader {
        /** The seals that say that something was dropped. */
        List<AuditSeal> droppings();

        /** The seal of a batch. */
        Optional<AuditSeal> seal(long batch);

        /** All batches by their numbers. */
        void batches(Consumer<Batch> each);

        /** Those entries that are there with that id and time; two of the same are two. */
        List<StoredEntry> find(List<SealedEntry> entries);

        /** Which ids any entry has, at whatever time. */
        Set<UUID> known(Collection<UUID> ids);

        /** Of which entries the trail tells of no deletion that would be the reason to erase who asked. */
        Set<UUID> clientsToKeep(Collection<UUID> ids);

        /** Of which entries it tells of none that would be the reason to erase what an administrator stated. */
        Set<UUID> reasonsToKeep(Collection<UUID> ids);

        /**
         * All entries that no batch has.
         *
         * @param patience for how long one may wait
         */
        void unsealed(Duration patience, Consumer<Unsealed> each);

        /** All entries that fit, oldest first. */
        void entries(AuditTrail.Filter filter, Consumer<RecordedEvent> each);
    }
}
