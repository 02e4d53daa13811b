package dev.sallyport.application.access;

import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which permissions there are: those that any role allows. */
public final class ListPermissions {
    private final Roles roles;

    public ListPermissions(Roles roles) {
        this.roles = roles;
    }

    /**
     * One page of them.
     *
     * @param after the last permission of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller, @Nullable Permission after, int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param permissions by name
         * @param more whether there are any after them
         */
        record Found(List<Permission> permissions, boolean more) implements Result {
            public Found {
                permissions = List.copyOf(permissions);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.caller(), Delegation.READ_ROLES)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<Permission> found = roles.permissions(command.after(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
