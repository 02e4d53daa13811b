package dev.sallyport.application.testing;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.List;

/** {@link AuditTrail} in memory. */
public final class InMemoryAuditTrail implements AuditTrail {
    private final InMemoryDatabase database;

    public InMemoryAuditTrail(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void record(AuditEntry entry) {
        database.change(state -> state.withAudit(entry));
    }

    public List<AuditEntry> entries() {
        return database.state().audit();
    }

    /** The events alone, oldest first. */
    public List<AuditEvent> events() {
        return entries().stream().map(AuditEntry::event).toList();
    }
}
