package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes a role that nobody has. While somebody has it, it stays: what they may do is taken from people by name, not on the way. Whoever
 * does it must have proven a moment ago who they are.
 */
public final class DeleteRole {
    private final Mandate mandate;
    private final Roles roles;

    public DeleteRole(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    /**
     * What to remove.
     *
     * @param expected whether the role is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(RoleName role, Predicate<Role> expected, Actor actor) {}

    public sealed interface Result {
        record Deleted() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(), Delegation.WRITE_ROLES, Result.Refused::new, present -> delete(command, present));
    }

    private Result delete(Command command, Mandate.Present present) {
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        Role role = held.get();
        Optional<Objection> objection = Delegation.toDelete(present.rights(), role);
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (!command.expected().test(role)) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        if (!roles.remove(role.name())) {
            return new Result.Refused(new AccessRefusal.InUse());
        }
        present.record(new AuditEvent.RoleDeleted(role.name(), role.description(), role.permissions(), present.by()));
        return new Result.Deleted();
    }
}
