package dev.sallyport.application.session;

import dev.sallyport.domain.session.SessionPolicy;

/** Forgets sessions that have long been over, and what else is kept of them for a time only. */
public final class PurgeSessions {
    private final Sessions sessions;
    private final SessionPolicy policy;

    public PurgeSessions(Sessions sessions, SessionPolicy policy) {
        this.sessions = sessions;
        this.policy = policy;
    }

    /**
     * One batch.
     *
     * @param most how many of each kind to forget at the most
     */
    public record Command(int most) {}

    /**
     * What was forgotten.
     *
     * @param purged how many of the kind of which there were most; fewer than could be means that nothing is left
     */
    public record Result(int purged) {}

    public Result handle(Command command) {
        return new Result(sessions.purge(policy, command.most()));
    }
}
