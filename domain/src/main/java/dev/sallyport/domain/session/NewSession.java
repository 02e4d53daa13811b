package dev.sallyport.domain.session;

import dev.sallyport.domain.account.UserId;
import java.util.Set;

/** A session that is about to begin: all of it but the time, which the store decides. */
public record NewSession(SessionId id, UserId userId, Set<AuthenticationMethod> methods, Client client) {
    public NewSession {
        methods = Set.copyOf(methods);
    }
}
