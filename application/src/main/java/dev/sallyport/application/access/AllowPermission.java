package dev.sallyport.application.access;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;

/**
 * Has a role allow something, which may be a permission that an application has just thought of: it exists from then on. Whoever does it must
 * have proven a moment ago who they are.
 */
public final class AllowPermission {
    private final Mandate mandate;
    private final Roles roles;
    private final Auditor auditor;

    public AllowPermission(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    public record Command(VerifiedAccessToken caller, RoleName role, Permission permission, Client client) {}

    public sealed interface Result {
        /** It is allowed, if it was not before. */
        record Allowed() implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.caller(),
                Delegation.WRITE_ROLES,
                command.client(),
                Result.Refused::new,
                present -> allow(command, present));
    }

    private Result allow(Command command, Mandate.Present present) {
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownRole());
        }
        Optional<Objection> objection = Delegation.toAllow(present.by().rights(), held.get(), command.permission());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (!held.get().permissions().contains(command.permission())
                && roles.countPermissions(command.role()) >= Role.MOST_PERMISSIONS) {
            return new Result.Refused(new RoleRefusal.LimitReached());
        }
        if (roles.allow(command.role(), command.permission())) {
            auditor.record(
                    new AuditEvent.RolePermissionAllowed(
                            command.role(), command.permission(), present.by().id()),
                    command.client(),
                    present.now());
        }
        return new Result.Allowed();
    }
}
