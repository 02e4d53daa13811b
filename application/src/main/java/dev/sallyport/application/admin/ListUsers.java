package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which accounts there are, or those that somebody looks for. */
public final class ListUsers {
    private final UserDirectory directory;

    public ListUsers(UserDirectory directory) {
        this.directory = directory;
    }

    /**
     * One page of them.
     *
     * @param before the last user of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            Actor actor,
            UserDirectory.Filter filter,
            @Nullable UserId before,
            int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param users newest first
         * @param more whether there are any after them
         */
        record Found(List<User> users, boolean more) implements Result {
            public Found {
                users = List.copyOf(users);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.actor(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<User> found = directory.page(command.filter(), command.before(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
