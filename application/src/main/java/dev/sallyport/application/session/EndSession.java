package dev.sallyport.application.session;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Signs out: ends the session that a token belongs to. Ending it again changes nothing and is no error. */
public final class EndSession {
    private final Transactor transactor;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final Revocations revocations;
    private final Auditor auditor;
    private final InstantSource clock;

    public EndSession(
            Transactor transactor,
            Sessions sessions,
            RefreshTokens refreshTokens,
            Revocations revocations,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.revocations = revocations;
        this.auditor = auditor;
        this.clock = clock;
    }

    public sealed interface Command {
        Client client();

        record ByRefreshToken(RefreshToken presented, Client client) implements Command {}

        record ByAccessToken(VerifiedAccessToken caller, Client client) implements Command {}
    }

    public sealed interface Result {
        record Ended() implements Result {}

        /** The refresh token is not one of ours. */
        record Rejected() implements Result {}
    }

    public Result handle(Command command) {
        Optional<SessionId> session = switch (command) {
            case Command.ByAccessToken(var caller, var client) ->
                Optional.of(caller.claims().sessionId());
            case Command.ByRefreshToken(var presented, var client) ->
                refreshTokens.authenticate(presented).map(GenuineRefreshToken::sessionId);
        };
        return session.<Result>map(id -> end(id, command.client())).orElseGet(Result.Rejected::new);
    }

    private Result end(SessionId session, Client client) {
        Instant now = clock.instant();
        transactor.inTransaction(() -> {
            Optional<UserId> owner = sessions.end(session);
            owner.ifPresent(user -> auditor.record(new AuditEvent.SignedOut(user, session), client, now));
            return owner;
        });
        revocations.learnEnded(List.of(session));
        return new Result.Ended();
    }
}
