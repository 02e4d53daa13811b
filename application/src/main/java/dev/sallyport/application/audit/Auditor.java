package dev.sallyport.application.audit;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.util.Optional;

/** Writes down what happened, when, and for whom. */
public final class Auditor {
    private final AuditTrail trail;
    private final IdGenerator ids;

    public Auditor(AuditTrail trail, IdGenerator ids) {
        this.trail = trail;
        this.ids = ids;
    }

    public void record(AuditEvent event, Client client, Instant now) {
        trail.record(new AuditEntry(ids.next(), now, event, client));
    }

    /**
     * The same, of what somebody did for the installation.
     *
     * @param reason what they said why
     */
    public void record(AuditEvent event, Client client, Optional<StatedReason> reason, Instant now) {
        trail.record(new AuditEntry(ids.next(), now, event, client, reason));
    }
}
