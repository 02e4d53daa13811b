package dev.sallyport.application.access;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
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
    private final Auditor auditor;

    public CreateRole(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    /**
     * What to make.
     *
     * @param permissions what it allows to begin with; nobody has it before it does
     */
    public record Command(
            VerifiedAccessToken caller,
            RoleName name,
            RoleDescription description,
            Set<Permission> permissions,
            Client client) {
        public Command {
            permissions = Set.copyOf(permissions);
        }
    }

    public sealed interface Result {
        record Created(Role role) implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return command.permissions().isEmpty()
                ? mandate.signedIn(
                        command.caller(),
                        Delegation.WRITE_ROLES,
                        Result.Refused::new,
                        present -> create(command, present))
                : mandate.proven(
                        command.caller(),
                        Delegation.WRITE_ROLES,
                        command.client(),
                        Result.Refused::new,
                        present -> create(command, present));
    }

    private Result create(Command command, Mandate.Present present) {
        Optional<Objection> objection = Delegation.toCreate(present.by().rights(), command.permissions());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (command.permissions().size() > Role.MOST_PERMISSIONS || roles.count() >= Role.MOST) {
            return new Result.Refused(new RoleRefusal.LimitReached());
        }
        Optional<Role> added = roles.add(command.name(), command.description(), present.now());
        if (added.isEmpty()) {
            return new Result.Refused(new RoleRefusal.NameTaken());
        }
        audit(
                new AuditEvent.RoleCreated(
                        command.name(), command.description(), present.by().id()),
                command,
                present);
        if (!command.permissions().isEmpty()) {
            roles.allow(command.name(), command.permissions());
        }
        command.permissions().stream()
                .sorted(Comparator.comparing(Permission::value))
                .map(permission -> new AuditEvent.RolePermissionAllowed(
                        command.name(), permission, present.by().id()))
                .forEach(event -> audit(event, command, present));
        return new Result.Created(added.get().withPermissions(command.permissions()));
    }

    private void audit(AuditEvent event, Command command, Mandate.Present present) {
        auditor.record(event, command.client(), present.now());
    }
}
