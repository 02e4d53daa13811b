package dev.sallyport.domain.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail as it is stored, to the letter, for sealing it and for comparing it with its seal.
 *
 * @param details with their values as JSON
 * @param salt erased along with who asked
 */
public record StoredEntry(
        UUID id,
        Instant occurredAt,
        String type,
        @Nullable UUID user,
        Map<String, String> details,
        @Nullable String clientAddress,
        @Nullable String userAgent,
        @Nullable UUID salt) {
    /** Details that tell who asked. */
    public static final Set<String> OF_CLIENT = Set.of("holderAddress", "holderUserAgent");

    /** The detail that is an administrator's own words. */
    public static final String STATED_REASON = "statedReason";

    public StoredEntry {
        details = Map.copyOf(details);
    }

    /** Whether nothing tells who asked. */
    public boolean isWithoutClient() {
        return clientAddress == null
                && userAgent == null
                && salt == null
                && details.keySet().stream().noneMatch(OF_CLIENT::contains);
    }
}
