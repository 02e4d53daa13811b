package dev.sallyport.domain.audit;

import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.util.UUID;

/** One line of the audit trail: what happened, when, and who asked for it. */
public record AuditEntry(UUID id, Instant occurredAt, AuditEvent event, Client client) {}
