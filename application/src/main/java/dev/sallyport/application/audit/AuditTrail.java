package dev.sallyport.application.audit;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, for ever: entries are only ever added. Only who asked for it can be erased, when there is no such account any more. */
public interface AuditTrail {
    /** Adds the entry, together with the rest of the current transaction if there is one. */
    void record(AuditEntry entry);

    /** Adds many entries, as {@link #record(AuditEntry)} does one, in one statement. */
    void record(List<AuditEntry> entries);

    /**
     * What concerns a user's account, and the registration that it came of, newest first.
     *
     * @param before only what comes after this in that order, that is to say older entries; null for all
     * @param most how many at the most
     */
    List<RecordedEvent> of(UserId user, @Nullable AuditPosition before, int most);

    /**
     * Which entries are looked for; what is null makes no difference.
     *
     * @param user whom they are about
     * @param by who caused them, for somebody else's account or for the installation
     * @param types the names of what happened
     * @param from when it happened, or later
     * @param to before when it happened
     */
    record Filter(
            @Nullable UserId user,
            @Nullable UserId by,
            @Nullable Set<String> types,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * The entries of that kind, newest first.
     *
     * @param before only what comes after this in that order; null for all
     * @param most how many at the most
     */
    List<RecordedEvent> find(Filter filter, @Nullable AuditPosition before, int most);

    /**
     * Erases addresses and agents from all entries about a user, from those about the registration that the account came of and about any
     * that still waits for the same address, from those that tell what the user did for the installation or to others, and from those that
     * this transaction has added before.
     */
    void forgetClients(UserId user);
}
