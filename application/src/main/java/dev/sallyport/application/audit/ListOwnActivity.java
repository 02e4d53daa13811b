package dev.sallyport.application.audit;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the caller what happened to their account, newest first. */
public final class ListOwnActivity {
    private final AuditTrail trail;

    public ListOwnActivity(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * One page.
     *
     * @param before where the page before ended; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller, @Nullable AuditPosition before, int most) {}

    /**
     * One page.
     *
     * @param more whether there are any after them
     */
    public record Result(List<RecordedEvent> events, boolean more) {
        public Result {
            events = List.copyOf(events);
        }
    }

    public Result handle(Command command) {
        UserId user = command.caller().claims().userId();
        List<RecordedEvent> found = trail.of(user, command.before(), command.most() + 1);
        return new Result(
                found.stream()
                        .limit(command.most())
                        .map(event -> event.toldTo(user))
                        .toList(),
                found.size() > command.most());
    }
}
