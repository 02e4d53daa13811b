package dev.sallyport.application.access;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;

/**
 * Takes a role from a user, by somebody who holds all that the user does and has proven a moment ago who they are. The last active
 * administrator stays one.
 */
public final class TakeRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Users users;
    private final Auditor auditor;

    public TakeRole(Mandate mandate, Roles roles, Users users, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.users = users;
        this.auditor = auditor;
    }

    public record Command(VerifiedAccessToken caller, UserId user, RoleName role, Client client) {}

    public sealed interface Result {
        /** They do not have it, if they did before. */
        record Taken() implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.caller(),
                Delegation.WRITE_USERS,
                command.user(),
                command.client(),
                Result.Refused::new,
                present -> take(command, present));
    }

    private Result take(Command command, Mandate.Present present) {
        if (!present.by().rights().allow(Delegation.WRITE_USERS)) {
            return new Result.Refused(new RoleRefusal.Forbidden());
        }
        if (present.user().isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownUser());
        }
        if (roles.find(command.role()).isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownRole());
        }
        User user = present.user().get();
        Optional<Objection> objection = Delegation.toTake(present.by().rights(), user.rights());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (!user.roles().contains(command.role())) {
            return new Result.Taken();
        }
        if (command.role().equals(BuiltInRoles.ADMIN) && users.isLastAdministrator(user.id())) {
            return new Result.Refused(new RoleRefusal.LastAdministrator());
        }
        roles.take(user.id(), command.role());
        auditor.record(
                new AuditEvent.RoleTaken(user.id(), command.role(), present.by().id()),
                command.client(),
                present.now());
        return new Result.Taken();
    }
}
