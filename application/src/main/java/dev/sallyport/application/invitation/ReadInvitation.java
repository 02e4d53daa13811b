package dev.sallyport.application.invitation;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.InstantSource;

/** Shows one invitation that has not been accepted yet. */
public final class ReadInvitation {
    private final Invitations invitations;
    private final InstantSource clock;

    public ReadInvitation(Invitations invitations, InstantSource clock) {
        this.invitations = invitations;
        this.clock = clock;
    }

    /**
     * Which one.
     *
     * @param account the id that the account will have
     */
    public record Command(VerifiedAccessToken caller, UserId account) {}

    public sealed interface Result {
        record Found(Invitation invitation) implements Result {}

        /** There is none, or it was accepted, or has expired. */
        record Unknown() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.caller(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        return invitations
                .find(command.account())
                .filter(invitation -> invitation.expiresAt().isAfter(clock.instant()))
                .<Result>map(Result.Found::new)
                .orElseGet(Result.Unknown::new);
    }
}
