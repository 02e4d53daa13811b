package dev.sallyport.application.access;

import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;

/**
 * Takes a role from a user, by somebody who holds all that the user does and has proven a moment ago who they are. The last active
 * administrator stays one.
 */
public final class TakeRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Users users;

    public TakeRole(Mandate mandate, Roles roles, Users users) {
        this.mandate = mandate;
        this.roles = roles;
        this.users = users;
    }

    public record Command(UserId user, RoleName role, Actor actor) {}

    public sealed interface Result {
        /** They do not have it, if they did before. */
        record Taken() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(),
                Delegation.WRITE_USERS,
                command.user(),
                Result.Refused::new,
                present -> take(command, present));
    }

    private Result take(Command command, Mandate.Present present) {
        if (!present.rights().allow(Delegation.WRITE_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        if (present.user().isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownUser());
        }
        Optional<Role> role = roles.find(command.role());
        if (role.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        User user = present.user().get();
        Optional<Objection> objection = Delegation.toTake(present.rights(), user.rights(), role.get());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (!user.roles().contains(command.role())) {
            return new Result.Taken();
        }
        if (command.role().equals(BuiltInRoles.ADMIN) && users.isLastAdministrator(user.id())) {
            return new Result.Refused(new AccessRefusal.LastAdministrator());
        }
        roles.take(user.id(), command.role());
        present.record(new AuditEvent.RoleTaken(user.id(), command.role(), present.by()));
        return new Result.Taken();
    }
}
