package dev.sallyport.application.session;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Ends all of the caller's sessions but the one that they are in (ASVS 7.4.5). */
public final class EndOtherSessions {
    private final Transactor transactor;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Auditor auditor;
    private final InstantSource clock;

    public EndOtherSessions(
            Transactor transactor, Sessions sessions, Revocations revocations, Auditor auditor, InstantSource clock) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.revocations = revocations;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, Client client) {}

    /**
     * They are over.
     *
     * @param ended how many
     */
    public record Result(int ended) {}

    public Result handle(Command command) {
        AccessClaims caller = command.caller().claims();
        Instant now = clock.instant();
        List<SessionId> ended = transactor.inTransaction(() -> {
            List<SessionId> others = sessions.endOthers(caller.userId(), caller.sessionId());
            others.forEach(session -> auditor.record(
                    new AuditEvent.SessionEnded(caller.userId(), session, caller.sessionId()), command.client(), now));
            return others;
        });
        revocations.learnEnded(ended);
        return new Result(ended.size());
    }
}
