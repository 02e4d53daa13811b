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

/** Ends one of the caller's sessions, perhaps the one that they are in (ASVS 7.4.5). */
public final class EndOwnSession {
    private final Transactor transactor;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Auditor auditor;
    private final InstantSource clock;

    public EndOwnSession(
            Transactor transactor, Sessions sessions, Revocations revocations, Auditor auditor, InstantSource clock) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.revocations = revocations;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, SessionId session, Client client) {}

    public sealed interface Result {
        record Ended() implements Result {}

        /** There is no such session, or it is over, or somebody else's: the caller is not told which. */
        record NotFound() implements Result {}
    }

    public Result handle(Command command) {
        AccessClaims caller = command.caller().claims();
        Instant now = clock.instant();
        boolean ended = transactor.inTransaction(() -> {
            boolean wasTheirs = sessions.end(command.session(), caller.userId());
            if (wasTheirs) {
                auditor.record(
                        new AuditEvent.SessionEnded(caller.userId(), command.session(), caller.sessionId()),
                        command.client(),
                        now);
            }
            return wasTheirs;
        });
        if (!ended) {
            return new Result.NotFound();
        }
        revocations.learnEnded(List.of(command.session()));
        return new Result.Ended();
    }
}
