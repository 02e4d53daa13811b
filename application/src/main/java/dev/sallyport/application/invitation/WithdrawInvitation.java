package dev.sallyport.application.invitation;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.access.Roles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.invitation.Invitation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls an invitation off: its link is void. Whoever does it must hold what it would give. */
public final class WithdrawInvitation {
    private final Mandate mandate;
    private final Invitations invitations;
    private final Roles roles;

    public WithdrawInvitation(Mandate mandate, Invitations invitations, Roles roles) {
        this.mandate = mandate;
        this.invitations = invitations;
        this.roles = roles;
    }

    /**
     * Which one.
     *
     * @param account the id that the account would have had
     */
    public record Command(UserId account, Actor actor) {}

    public sealed interface Result {
        record Withdrawn() implements Result {}

        /** There is none, or it was accepted. */
        record Unknown() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.signedIn(
                command.actor(), Delegation.WRITE_USERS, Result.Refused::new, present -> withdraw(command, present));
    }

    private Result withdraw(Command command, Mandate.Present present) {
        // Roles before invitations, as wherever both are held.
        Set<RoleName> found =
                invitations.find(command.account()).map(Invitation::roles).orElseGet(Set::of);
        Map<RoleName, Role> roles =
                this.roles.hold(found).stream().collect(Collectors.toMap(Role::name, Function.identity()));
        Optional<Invitation> held = invitations.hold(command.account());
        if (held.isEmpty()) {
            return new Result.Unknown();
        }
        Invitation invitation = held.get();
        if (!roles.keySet().containsAll(invitation.roles())) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        Optional<Objection> objection = Delegation.toWithdraw(
                present.rights(), invitation.roles().stream().map(roles::get).toList());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        invitations.remove(invitation.account());
        present.record(new AuditEvent.InvitationWithdrawn(invitation.account(), present.by()));
        return new Result.Withdrawn();
    }
}
