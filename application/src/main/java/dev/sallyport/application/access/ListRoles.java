package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which roles there are and what they allow. */
public final class ListRoles {
    private final Roles roles;

    public ListRoles(Roles roles) {
        this.roles = roles;
    }

    /**
     * One page of them.
     *
     * @param after the last role of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller, @Nullable RoleName after, int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param roles by name
         * @param more whether there are any after them
         */
        record Found(List<Role> roles, boolean more) implements Result {
            public Found {
                roles = List.copyOf(roles);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.caller(), Delegation.READ_ROLES)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<Role> found = roles.page(command.after(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
