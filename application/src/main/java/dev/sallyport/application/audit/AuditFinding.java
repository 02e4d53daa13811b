package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditHead;
import java.time.Instant;
import java.util.UUID;

/** What is wrong with the audit trail. */
public sealed interface AuditFinding {
    /** Batches are not there. */
    record BatchesMissing(long first, long last) implements AuditFinding {}

    /** A batch does not follow the one before. */
    record ChainBroken(long batch) implements AuditFinding {}

    /** What a batch says of itself was not sealed with the server's key. */
    record SealForged(long batch) implements AuditFinding {}

    /** The list of a batch's entries is not the one that was sealed, or is missing. */
    record BatchChanged(long batch) implements AuditFinding {}

    /** There are entries of a batch that has no seal. */
    record BatchWithoutSeal(long batch) implements AuditFinding {}

    /** An entry is not what it was when it was sealed. */
    record EntryChanged(UUID id, long batch) implements AuditFinding {}

    /** An entry is not there any more. */
    record EntryMissing(UUID id, Instant occurredAt, long batch) implements AuditFinding {}

    /** Who asked was erased, or what an administrator stated as the reason, and no deletion of an account is the reason for it. */
    record EntryErased(UUID id, long batch) implements AuditFinding {}

    /** An entry was put in past the seals, or has waited for one for too long. */
    record EntryUnsealed(UUID id, Instant occurredAt) implements AuditFinding {}

    /** An entry says that it happened long before it was sealed, although others were sealed meanwhile: it was put in afterwards, or sealed anew. */
    record EntryLate(UUID id, Instant occurredAt, long batch) implements AuditFinding {}

    /** The seals do not contain one that they did contain: the end was cut off, or all of it made anew. */
    record HeadLost(AuditHead expected) implements AuditFinding {}
}
