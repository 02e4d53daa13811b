package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Sessions} in memory. */
public final class InMemorySessions implements Sessions {
    private final InMemoryDatabase database;

    public InMemorySessions(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void open(Session session) {
        save(session);
    }

    @Override
    public Optional<ActiveSession> active(SessionId id, Instant now) {
        return lock(id).filter(
                        found -> !found.session().isOver(now) && found.user().isActive());
    }

    @Override
    public Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Instant now, SessionPolicy policy) {
        return database.locked(() -> active(id, now)
                .filter(found -> found.session().generation() == presentedGeneration)
                .map(found -> {
                    Session rotated = found.session().rotatedAt(now, policy);
                    save(rotated);
                    return new ActiveSession(rotated, found.user());
                }));
    }

    @Override
    public Optional<ActiveSession> lock(SessionId id) {
        InMemoryDatabase.State state = database.state();
        Session session = state.sessions().get(id);
        if (session == null) {
            return Optional.empty();
        }
        Credentials credentials = state.users().get(session.userId());
        return credentials == null ? Optional.empty() : Optional.of(new ActiveSession(session, credentials.user()));
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return database.locked(() -> {
            Session session = database.state().sessions().get(id);
            if (session == null || session.isOver(now)) {
                return Optional.empty();
            }
            save(session.endedAt(now));
            return Optional.of(session.userId());
        });
    }

    public List<Session> all() {
        return List.copyOf(database.state().sessions().values());
    }

    private void save(Session session) {
        database.change(state -> state.withSessions(InMemoryDatabase.with(state.sessions(), session.id(), session)));
    }
}
