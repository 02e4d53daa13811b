package dev.sallyport.application.account;

import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import java.util.List;

/**
 * What comes to an end when an account's credentials change: sessions, links that reset the password, and a change of address that waits
 * for its code. Whoever began these may not be the one who has the credentials now. The right to restore an old address stays: it guards
 * against exactly those who have got hold of the credentials.
 */
public final class CredentialChange {
    private final Sessions sessions;
    private final PasswordResets resets;
    private final EmailChanges emailChanges;

    public CredentialChange(Sessions sessions, PasswordResets resets, EmailChanges emailChanges) {
        this.sessions = sessions;
        this.resets = resets;
        this.emailChanges = emailChanges;
    }

    /** Ends everything. Call it, like the other, inside the transaction of the change. */
    public List<SessionId> endEverything(UserId user) {
        voidWhatWaits(user);
        return sessions.endAll(user);
    }

    /** Ends everything but the session in which the change is made. */
    public List<SessionId> endEverythingBut(SessionId kept, UserId user) {
        voidWhatWaits(user);
        return sessions.endOthers(user, kept);
    }

    private void voidWhatWaits(UserId user) {
        resets.withdraw(user);
        emailChanges.cancel(user);
    }
}
