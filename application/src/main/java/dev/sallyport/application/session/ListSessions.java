package dev.sallyport.application.session;

import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows somebody where they are signed in. */
public final class ListSessions {
    private final Sessions sessions;

    public ListSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * One page.
     *
     * @param before the last session of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller, @Nullable SessionId before, int most) {}

    /**
     * One page.
     *
     * @param sessions newest first
     * @param current the one that the caller is in
     * @param more whether there are any after them
     */
    public record Result(List<Session> sessions, SessionId current, boolean more) {
        public Result {
            sessions = List.copyOf(sessions);
        }
    }

    public Result handle(Command command) {
        var caller = command.caller().claims();
        List<Session> found = sessions.of(caller.userId(), command.before(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result(more ? found.subList(0, command.most()) : found, caller.sessionId(), more);
    }
}
