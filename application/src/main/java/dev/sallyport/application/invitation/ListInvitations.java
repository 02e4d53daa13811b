package dev.sallyport.application.invitation;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows who is invited and has not accepted yet, page by page, newest first. */
public final class ListInvitations {
    private final Invitations invitations;
    private final InstantSource clock;

    public ListInvitations(Invitations invitations, InstantSource clock) {
        this.invitations = invitations;
        this.clock = clock;
    }

    /**
     * Which part of the list.
     *
     * @param before the account's id of the last one that the caller has seen; null for the first page
     * @param limit how many at the most
     */
    public record Command(
            VerifiedAccessToken caller, @Nullable UserId before, int limit) {}

    public sealed interface Result {
        /**
         * That part.
         *
         * @param more whether the list goes on
         */
        record Found(List<Invitation> invitations, boolean more) implements Result {
            public Found {
                invitations = List.copyOf(invitations);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.caller(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<Invitation> found = invitations.page(command.before(), command.limit() + 1, clock.instant());
        boolean more = found.size() > command.limit();
        return new Result.Found(more ? found.subList(0, command.limit()) : found, more);
    }
}
