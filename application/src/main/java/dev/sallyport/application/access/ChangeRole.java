package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.AuditEvent;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what a role is for. Its name is what users and tokens know it by, so that stays. */
public final class ChangeRole {
    private final Mandate mandate;
    private final Roles roles;

    public ChangeRole(Mandate mandate, Roles roles) {
        this.mandate = mandate;
        this.roles = roles;
    }

    /**
     * What to say.
     *
     * @param description null to leave it as it is
     * @param expected whether the role is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(
            RoleName role, @Nullable RoleDescription description, Predicate<Role> expected, Actor actor) {}

    public sealed interface Result {
        /** The role is this now, if it was not before. */
        record Changed(Role role) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.signedIn(
                command.actor(), Delegation.WRITE_ROLES, Result.Refused::new, present -> change(command, present));
    }

    private Result change(Command command, Mandate.Present present) {
        Optional<Objection> objection = Delegation.toDescribe(present.rights());
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownRole());
        }
        Role role = held.get();
        if (!command.expected().test(role)) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        RoleDescription wanted = command.description();
        if (wanted == null || wanted.equals(role.description())) {
            return new Result.Changed(role);
        }
        roles.describe(role.name(), wanted);
        present.record(new AuditEvent.RoleChanged(role.name(), role.description(), wanted, present.by()));
        return new Result.Changed(role.withDescription(wanted));
    }
}
