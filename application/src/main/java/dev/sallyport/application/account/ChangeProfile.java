package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;

/** Changes how somebody is called and which language they read. What is not mentioned stays. */
public final class ChangeProfile {
    private final Transactor transactor;
    private final Sessions sessions;
    private final Users users;
    private final Auditor auditor;
    private final InstantSource clock;

    public ChangeProfile(Transactor transactor, Sessions sessions, Users users, Auditor auditor, InstantSource clock) {
        this.transactor = transactor;
        this.sessions = sessions;
        this.users = users;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, ProfileChange change, Client client) {}

    public sealed interface Result {
        record Changed(User user) implements Result {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Result {}
    }

    public Result handle(Command command) {
        Instant now = clock.instant();
        return transactor.inTransaction(() -> sessions.active(
                        command.caller().claims().sessionId())
                .<Result>map(active -> new Result.Changed(change(active.user(), command, now)))
                .orElseGet(Result.SignedOut::new));
    }

    private User change(User user, Command command, Instant now) {
        User changed = command.change().of(user);
        if (!changed.equals(user)) {
            users.changeProfile(user.id(), changed.displayName(), changed.locale());
            auditor.record(new AuditEvent.ProfileChanged(user.id()), command.client(), now);
        }
        return changed;
    }
}
