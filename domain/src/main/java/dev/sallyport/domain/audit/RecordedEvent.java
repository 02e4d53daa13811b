package dev.sallyport.domain.audit;

import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is read back from the audit trail, perhaps written by another version.
 *
 * @param type the {@link AuditEvent#type()}
 * @param user whose account it concerns, or null if that is nobody's, or not known
 * @param clientAddress where it was asked for, or null if that was erased or is not told
 * @param userAgent what the client called itself, or null if it did not say, or that was erased or is not told
 */
public record RecordedEvent(
        UUID id,
        Instant occurredAt,
        String type,
        @Nullable UserId user,
        Map<String, String> details,
        @Nullable String clientAddress,
        @Nullable String userAgent) {
    private static final String BY_USER = "byUserId";
    private static final String BY = "by";
    private static final String REASON = "statedReason";

    public RecordedEvent {
        details = Map.copyOf(details);
    }

    public AuditPosition position() {
        return new AuditPosition(occurredAt, id);
    }

    /**
     * What the user whom it concerns may know of it: if somebody else did it, where they were, with what, and why they say so is theirs alone.
     */
    public RecordedEvent toldTo(UserId reader) {
        String by = details.get(BY_USER);
        boolean own = by == null ? !details.containsKey(BY) : by.equals(reader.toString());
        if (own) {
            return this;
        }
        Map<String, String> told = new HashMap<>(details);
        told.remove(REASON);
        return new RecordedEvent(id, occurredAt, type, user, told, null, null);
    }
}
