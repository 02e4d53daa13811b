package dev.sallyport.domain.session;

import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import java.util.Set;

/**
 * A session that is about to begin: all of it but the time, which the store decides.
 *
 * @param password the hash of the password that its user has proven to know. If another one has been chosen meanwhile, or this one was
 *     disabled, the proof is worth nothing any more
 */
public record NewSession(
        SessionId id, UserId userId, PasswordHash password, Set<AuthenticationMethod> methods, Client client) {
    public NewSession {
        methods = Set.copyOf(methods);
    }
}
