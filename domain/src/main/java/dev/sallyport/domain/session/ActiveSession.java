package dev.sallyport.domain.session;

import dev.sallyport.domain.account.User;

/** A session with the user whose it is, as they stood at one moment. */
public record ActiveSession(Session session, User user) {
    public ActiveSession {
        if (!session.userId().equals(user.id())) {
            throw new IllegalArgumentException("the session is another user's");
        }
    }
}
