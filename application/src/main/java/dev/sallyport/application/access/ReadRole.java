package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.VerifiedAccessToken;

/** Shows what a role is for and what it allows. */
public final class ReadRole {
    private final Roles roles;

    public ReadRole(Roles roles) {
        this.roles = roles;
    }

    public record Command(VerifiedAccessToken caller, RoleName role) {}

    public sealed interface Result {
        record Found(Role role) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.caller(), Delegation.READ_ROLES)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        return roles.find(command.role())
                .<Result>map(Result.Found::new)
                .orElseGet(() -> new Result.Refused(new AccessRefusal.UnknownRole()));
    }
}
