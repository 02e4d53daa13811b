package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a role, with what it allows to begin with: so it can be given to people knowing what that is. Whoever puts anything into it must
 * hold that, and have proven a moment ago who they are.
 */
public final class CreateRole {
    private final Mandate mandate;
    private final Roles roles;

    public CreateRole(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    /**
     * What to make.
     *
     * @param permissions what it allows to begin with; nobody has it before it does
     */
    public record Command(RoleName name, RoleDescription description, Set<Permission> permissions, Actor actor) {
        public Command {
            permissions = Set.copyOf(permissions);
        }
    }

    public sealed interface Result {
        record Created(Role role) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(), Delegation.WRITE_ROLES, Result.Refused::new, present -> create(command, present));
    }

    private Result create(Command command, Mandate.Present present) {
        Optional<Objection> objection = Delegation.toCreate(present.rights(), command.permissions());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (command.permissions().size() > Role.MOST_PERMISSIONS) {
            return new Result.Refused(new AccessRefusal.LimitReached());
        }
        // Before how many there are: whoever makes sure that a role is there must be told that it is, also where no
        // other has room.
        if (roles.find(command.name()).isPresent()) {
            return new Result.Refused(new AccessRefusal.NameTaken());
        }
        if (roles.count() >= Role.MOST) {
            return new Result.Refused(new AccessRefusal.LimitReached());
        }
        Optional<Role> added = roles.add(command.name(), command.description(), present.now());
        if (added.isEmpty()) {
            return new Result.Refused(new AccessRefusal.NameTaken());
        }
        present.record(new AuditEvent.RoleCreated(command.name(), command.description(), present.by()));
        if (!command.permissions().isEmpty()) {
            roles.allow(command.name(), command.permissions());
        }
        command.permissions().stream()
                .sorted(Comparator.comparing(Permission::value))
                .map(permission -> new AuditEvent.RolePermissionAllowed(command.name(), permission, present.by()))
                .forEach(present::record);
        return new Result.Created(added.get().withPermissions(command.permissions()));
    }
}
