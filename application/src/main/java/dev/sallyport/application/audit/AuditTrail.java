package dev.sallyport.application.audit;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.RecordedEvent;
import java.util.List;
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
     * @param before only what comes after this one in that order, that is to say older entries; null for all
     * @param most how many at the most
     */
    List<RecordedEvent> of(UserId user, @Nullable RecordedEvent before, int most);

    /**
     * Erases addresses and agents from all entries about a user, from those about the registration that the account came of and about any
     * that still waits for the same address, and from those that this transaction has added before.
     */
    void forgetClients(UserId user);
}
