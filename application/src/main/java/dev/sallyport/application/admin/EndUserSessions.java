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

/** Signs somebody out everywhere. */
public final class EndUserSessions {
    private final AccountMandate mandate;
    private final Sessions sessions;

    public EndUserSessions(AccountMandate mandate, Sessions sessions) {
        this.mandate = mandate;
        this.sessions = sessions;
    }

    public record Command(UserId user, Actor actor) {}

    public sealed interface Result {
        /**
         * They are over.
         *
         * @param sessions how many
         */
        record Ended(int sessions) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(command.actor(), command.user(), Result.Refused::new, this::end);
    }

    private Done<Result> end(User user, Mandate.Present present) {
        List<SessionId> ended = sessions.endAll(user.id());
        ended.forEach(session -> present.record(new AuditEvent.SessionEndedFor(user.id(), session, present.by())));
        return new Done<>(new Result.Ended(ended.size()), ended);
    }
}
