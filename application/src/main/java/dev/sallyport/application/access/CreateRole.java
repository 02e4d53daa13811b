package dev.sallyport.application.access;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;

/** Makes a role, which allows nothing to begin with: what it is to allow is put into it one by one. */
public final class CreateRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Auditor auditor;

    public CreateRole(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    public record Command(VerifiedAccessToken caller, RoleName name, RoleDescription description, Client client) {}

    public sealed interface Result {
        record Created(Role role) implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.signedIn(
                command.caller(), Delegation.WRITE_ROLES, Result.Refused::new, present -> create(command, present));
    }

    private Result create(Command command, Mandate.Present present) {
        Optional<Objection> objection = Delegation.toDescribe(present.by().rights());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (roles.count() >= Role.MOST) {
            return new Result.Refused(new RoleRefusal.LimitReached());
        }
        Optional<Role> added = roles.add(command.name(), command.description(), present.now());
        if (added.isEmpty()) {
            return new Result.Refused(new RoleRefusal.NameTaken());
        }
        auditor.record(
                new AuditEvent.RoleCreated(
                        command.name(), command.description(), present.by().id()),
                command.client(),
                present.now());
        return new Result.Created(added.get());
    }
}
