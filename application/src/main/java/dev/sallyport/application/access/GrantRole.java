package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;

/** Gives a user a role, by somebody who holds all that it allows and has proven a moment ago who they are. */
public final class GrantRole {
    private final Mandate mandate;
    private final Roles roles;

    public GrantRole(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    public record Command(UserId user, RoleName role, Actor actor) {}

    public sealed interface Result {
        /** They have it, if they did not before. */
        record Granted() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(),
                Delegation.WRITE_USERS,
                command.user(),
                Result.Refused::new,
                present -> grant(command, present));
    }

    private Result grant(Command command, Mandate.Present present) {
        if (!present.rights().allow(Delegation.WRITE_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        if (present.user().isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownUser());
        }
        User user = present.user().get();
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        Optional<Objection> objection = Delegation.toGrant(present.rights(), user.rights(), held.get());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (!user.roles().contains(command.role())) {
            roles.grant(user.id(), command.role());
            present.record(new AuditEvent.RoleGranted(user.id(), command.role(), present.by()));
        }
        return new Result.Granted();
    }
}
