package dev.sallyport.application.account;

import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/** Accounts that their owners have deleted, as long as they can change their minds. Until then nobody can use them. */
public interface AccountDeletions {
    /**
     * Makes an active account unusable until it is deleted.
     *
     * @param keepLink the digest of what calls it off
     * @param due when it is to be deleted
     */
    void schedule(UserId user, SecretDigest keepLink, Instant due);

    /**
     * Calls a deletion off: the account is active again. Of many at once, exactly one succeeds.
     *
     * @return whose it is; empty if nothing is called off by that link, or the time has come
     */
    Optional<User> keep(SecretDigest keepLink, Instant now);

    /** Calls the deletion of that account off, if there is one: it is active again. */
    void cancel(UserId user);

    /** An account whose time has come, held until the transaction ends; each is given to one caller. */
    Optional<User> nextDue(Instant now);
}
