package dev.sallyport.application.admin;

import dev.sallyport.application.Gate;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which accounts there are, or those that somebody looks for. */
public final class ListUsers {
    /** However many search at once, the store's connections are for those who sign in. */
    private static final int SEARCHES_AT_ONCE = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final UserDirectory directory;
    private final Gate searches;

    public ListUsers(UserDirectory directory) {
        this(directory, new Gate("user-search", SEARCHES_AT_ONCE, LONGEST_WAIT));
    }

    /** With a gate of one's own for searches. */
    ListUsers(UserDirectory directory, Gate searches) {
        this.directory = directory;
        this.searches = searches;
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

    /**
     * Reads a page.
     *
     * @throws ServiceUnavailable if others are searching and went on for too long, or the search itself took too long
     */
    public Result handle(Command command) {
        if (!Mandate.allows(command.actor(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<User> found =
                command.filter().equals(UserDirectory.Filter.NONE) ? page(command) : searches.pass(() -> page(command));
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }

    /** One more than is shown: whether there are any after them. */
    private List<User> page(Command command) {
        return directory.page(command.filter(), command.before(), command.most() + 1);
    }
}
