package dev.sallyport.application.audit;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows an administrator what happened, newest first. */
public final class ListAuditEvents {
    /** What the caller must be allowed to do. */
    public static final Permission NEEDED = new Permission("audit:read");

    private final AuditTrail trail;

    public ListAuditEvents(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * One page.
     *
     * @param before where the page before ended; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller,
            AuditTrail.Filter filter,
            @Nullable AuditPosition before,
            int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param more whether there are any after them
         */
        record Found(List<RecordedEvent> events, boolean more) implements Result {
            public Found {
                events = List.copyOf(events);
            }
        }

        /** The caller may not read the trail. */
        record Forbidden() implements Result {}
    }

    public Result handle(Command command) {
        if (!command.caller().claims().permissions().contains(NEEDED)) {
            return new Result.Forbidden();
        }
        List<RecordedEvent> found = trail.find(command.filter(), command.before(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
