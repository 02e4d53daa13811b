package dev.sallyport.domain.audit;

import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of the audit trail: what happened, when, and who asked for it.
 *
 * @param reason what somebody who did it for the installation said why
 */
public record AuditEntry(UUID id, Instant occurredAt, AuditEvent event, Client client, Optional<StatedReason> reason) {
    private static final String REASON = "statedReason";

    /** What nobody did for the installation. */
    public AuditEntry(UUID id, Instant occurredAt, AuditEvent event, Client client) {
        this(id, occurredAt, event, client, Optional.empty());
    }

    /** What is remembered of the event, by stable names. */
    public Map<String, String> details() {
        if (reason.isEmpty()) {
            return event.details();
        }
        Map<String, String> details = new HashMap<>(event.details());
        details.put(REASON, reason.get().value());
        return Map.copyOf(details);
    }
}
