package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;

/**
 * Has a role allow something, which may be a permission that an application has just thought of: it exists from then on. Whoever does it must
 * have proven a moment ago who they are.
 */
public final class AllowPermission {
    private final Mandate mandate;
    private final Roles roles;

    public AllowPermission(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    public record Command(RoleName role, Permission permission, Actor actor) {}

    public sealed interface Result {
        /** It is allowed, if it was not before. */
        record Allowed() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(), Delegation.WRITE_ROLES, Result.Refused::new, present -> allow(command, present));
    }

    private Result allow(Command command, Mandate.Present present) {
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        Optional<Objection> objection = Delegation.toAllow(present.rights(), held.get(), command.permission());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (!held.get().permissions().contains(command.permission())
                && roles.countPermissions(command.role()) >= Role.MOST_PERMISSIONS) {
            return new Result.Refused(new AccessRefusal.LimitReached());
        }
        if (roles.allow(command.role(), command.permission())) {
            present.record(new AuditEvent.RolePermissionAllowed(command.role(), command.permission(), present.by()));
        }
        return new Result.Allowed();
    }
}
