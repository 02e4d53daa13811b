package dev.sallyport.application.access;

import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;

/** Gives a user a role, by somebody who holds all that it allows and has proven a moment ago who they are. */
public final class GrantRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Auditor auditor;

    public GrantRole(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    public record Command(VerifiedAccessToken caller, UserId user, RoleName role, Client client) {}

    public sealed interface Result {
        /** They have it, if they did not before. */
        record Granted() implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.caller(),
                Delegation.WRITE_USERS,
                command.user(),
                command.client(),
                Result.Refused::new,
                present -> grant(command, present));
    }

    private Result grant(Command command, Mandate.Present present) {
        if (!present.by().rights().allow(Delegation.WRITE_USERS)) {
            return new Result.Refused(new RoleRefusal.Forbidden());
        }
        if (present.user().isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownUser());
        }
        User user = present.user().get();
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownRole());
        }
        Optional<Objection> objection = Delegation.toGrant(present.by().rights(), user.rights(), held.get());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        if (!user.roles().contains(command.role())) {
            roles.grant(user.id(), command.role());
            auditor.record(
                    new AuditEvent.RoleGranted(
                            user.id(), command.role(), present.by().id()),
                    command.client(),
                    present.now());
        }
        return new Result.Granted();
    }
}
