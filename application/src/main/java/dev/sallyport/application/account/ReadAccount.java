package dev.sallyport.application.account;

import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.session.VerifiedAccessToken;

/** Shows somebody their own account. One look-up answers both who they are and whether they are still signed in. */
public final class ReadAccount {
    private final Sessions sessions;

    public ReadAccount(Sessions sessions) {
        this.sessions = sessions;
    }

    public record Command(VerifiedAccessToken caller) {}

    public sealed interface Result {
        record Found(User user) implements Result {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Result {}
    }

    public Result handle(Command command) {
        return sessions.active(command.caller().claims().sessionId())
                .<Result>map(active -> new Result.Found(active.user()))
                .orElseGet(Result.SignedOut::new);
    }
}
