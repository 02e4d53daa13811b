package dev.sallyport.application.session;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.util.Set;

/** Begins a session for a user who has just proven who they are: the one way in, whatever the proof was. */
public final class SessionOpener {
    private final Sessions sessions;
    private final Users users;
    private final Auditor auditor;
    private final IdGenerator ids;
    private final SessionPolicy policy;

    public SessionOpener(Sessions sessions, Users users, Auditor auditor, IdGenerator ids, SessionPolicy policy) {
        this.sessions = sessions;
        this.users = users;
        this.auditor = auditor;
        this.ids = ids;
        this.policy = policy;
    }

    /** Call it inside the transaction that the proof is spent in. */
    public ActiveSession open(User user, Set<AuthenticationMethod> methods, Client client, Instant now) {
        Session session = Session.open(new SessionId(ids.next()), user.id(), methods, client, now, policy);
        sessions.open(session);
        users.signedIn(user.id(), now);
        auditor.record(new AuditEvent.SignedIn(user.id(), session.id()), client, now);
        return new ActiveSession(session, user.signedInAt(now));
    }
}
