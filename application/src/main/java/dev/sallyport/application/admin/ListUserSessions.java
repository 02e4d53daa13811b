package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows where a user is signed in to those who look after accounts. */
public final class ListUserSessions {
    private final UserDirectory directory;
    private final Sessions sessions;

    public ListUserSessions(UserDirectory directory, Sessions sessions) {
        this.directory = directory;
        this.sessions = sessions;
    }

    /**
     * One page.
     *
     * @param before the last session of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            Actor actor, UserId user, @Nullable SessionId before, int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param sessions newest first
         * @param more whether there are any after them
         */
        record Found(List<Session> sessions, boolean more) implements Result {
            public Found {
                sessions = List.copyOf(sessions);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        if (!Mandate.allows(command.actor(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        List<Session> found = sessions.of(command.user(), command.before(), command.most() + 1);
        // Whoever has a session has an account.
        if (found.isEmpty() && directory.find(command.user()).isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownUser());
        }
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
