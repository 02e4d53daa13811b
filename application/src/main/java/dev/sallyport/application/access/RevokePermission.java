package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;

/**
 * Has a role allow something no longer by itself, for everybody who has it, within a second; what another of their roles allows they may do
 * all the same. Nobody is signed out by it. Whoever does it must have proven a moment ago who they are: taking rights away can do as much
 * harm as giving them.
 */
public final class RevokePermission {
    private final Mandate mandate;
    private final Roles roles;

    public RevokePermission(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    public record Command(RoleName role, Permission permission, Actor actor) {}

    public sealed interface Result {
        /** The role does not allow it by itself, if it did before. */
        record Revoked() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(), Delegation.WRITE_ROLES, Result.Refused::new, present -> revoke(command, present));
    }

    private Result revoke(Command command, Mandate.Present present) {
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        Optional<Objection> objection = Delegation.toRevoke(present.rights(), held.get(), command.permission());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (roles.revoke(command.role(), command.permission())) {
            present.record(new AuditEvent.RolePermissionRevoked(command.role(), command.permission(), present.by()));
        }
        return new Result.Revoked();
    }
}
