package dev.sallyport.domain.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is read back from the audit trail, perhaps written by another version.
 *
 * @param type the {@link AuditEvent#type()}
 * @param clientAddress where it was asked for, or null if that was erased
 * @param userAgent what the client called itself, or null if it did not say or that was erased
 */
public record RecordedEvent(
        UUID id,
        Instant occurredAt,
        String type,
        Map<String, String> details,
        @Nullable String clientAddress,
        @Nullable String userAgent) {
    public RecordedEvent {
        details = Map.copyOf(details);
    }
}
