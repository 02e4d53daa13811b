package dev.sallyport.application.access;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes a role that nobody has. While somebody has it, it stays: what they may do is taken from people by name, not on the way. Whoever
 * does it must have proven a moment ago who they are.
 */
public final class DeleteRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Auditor auditor;

    public DeleteRole(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    /**
     * What to remove.
     *
     * @param expected whether the role is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(VerifiedAccessToken caller, RoleName role, Predicate<Role> expected, Client client) {}

    public sealed interface Result {
        record Deleted() implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.caller(),
                Delegation.WRITE_ROLES,
                command.client(),
                Result.Refused::new,
                present -> delete(command, present));
    }

    private Result delete(Command command, Mandate.Present present) {
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownRole());
        }
        Role role = held.get();
        Optional<Objection> objection = Delegation.toDelete(present.by().rights(), role);
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (!command.expected().test(role)) {
            return new Result.Refused(new RoleRefusal.ChangedMeanwhile());
        }
        if (!roles.remove(role.name())) {
            return new Result.Refused(new RoleRefusal.InUse());
        }
        auditor.record(
                new AuditEvent.RoleDeleted(
                        role.name(),
                        role.description(),
                        role.permissions(),
                        present.by().id()),
                command.client(),
                present.now());
        return new Result.Deleted();
    }
}
