package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.SessionId;
import java.util.List;

/** Ends one of somebody's sessions. */
public final class EndUserSession {
    private final AccountMandate mandate;
    private final Sessions sessions;

    public EndUserSession(AccountMandate mandate, Sessions sessions) {
        this.mandate = mandate;
        this.sessions = sessions;
    }

    public record Command(UserId user, SessionId session, Actor actor) {}

    public sealed interface Result {
        record Ended() implements Result {}

        /** There is no such session, or it is over, or not theirs: the caller is not told which. */
        record NotFound() implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.actor(),
                command.user(),
                Result.Refused::new,
                (user, present) -> end(user, command.session(), present));
    }

    private Done<Result> end(User user, SessionId session, Mandate.Present present) {
        if (!sessions.end(session, user.id())) {
            return new Done<>(new Result.NotFound());
        }
        present.record(new AuditEvent.SessionEndedFor(user.id(), session, present.by()));
        return new Done<>(new Result.Ended(), List.of(session));
    }
}
