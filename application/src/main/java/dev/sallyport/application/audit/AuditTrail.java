package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditEntry;

/** What happened, for ever: entries are only ever added. */
public interface AuditTrail {
    /** Adds the entry, together with the rest of the current transaction if there is one. */
    void record(AuditEntry entry);
}
