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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what a role is for. Its name is what users and tokens know it by, so that stays. */
public final class ChangeRole {
    private final Mandate mandate;
    private final Roles roles;
    private final Auditor auditor;

    public ChangeRole(Mandate mandate, Roles roles, Auditor auditor) {
        this.mandate = mandate;
        this.roles = roles;
        this.auditor = auditor;
    }

    /**
     * What to say.
     *
     * @param description null to leave it as it is
     * @param expected whether the role is what the caller takes it for; asked when nobody else can change it any more
     */
    public record Command(
            VerifiedAccessToken caller,
            RoleName role,
            @Nullable RoleDescription description,
            Predicate<Role> expected,
            Client client) {}

    public sealed interface Result {
        /** The role is this now, if it was not before. */
        record Changed(Role role) implements Result {}

        record Refused(RoleRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.signedIn(
                command.caller(), Delegation.WRITE_ROLES, Result.Refused::new, present -> change(command, present));
    }

    private Result change(Command command, Mandate.Present present) {
        Optional<Objection> objection = Delegation.toDescribe(present.by().rights());
        if (objection.isPresent()) {
            return new Result.Refused(RoleRefusal.of(objection.get()));
        }
        Optional<Role> held = roles.hold(command.role());
        if (held.isEmpty()) {
            return new Result.Refused(new RoleRefusal.UnknownRole());
        }
        Role role = held.get();
        if (!command.expected().test(role)) {
            return new Result.Refused(new RoleRefusal.ChangedMeanwhile());
        }
        RoleDescription wanted = command.description();
        if (wanted == null || wanted.equals(role.description())) {
            return new Result.Changed(role);
        }
        roles.describe(role.name(), wanted);
        auditor.record(
                new AuditEvent.RoleChanged(
                        role.name(), role.description(), wanted, present.by().id()),
                command.client(),
                present.now());
        return new Result.Changed(role.withDescription(wanted));
    }
}
