package dev.sallyport.application.recovery;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/** The links by which passwords can be reset, one for each user at the most. */
public interface PasswordResets {
    /**
     * Lets the holder of a link choose a new password, which voids any link that the user had.
     *
     * @param email where it is mailed to: the link is void as soon as that is no longer the account's address
     */
    void grant(UserId user, EmailAddress email, SecretDigest link, Instant expiresAt);

    /** Whose password the link resets, if it is accepted. One round trip. */
    Optional<User> find(SecretDigest link, Instant now);

    /**
     * Uses the link up, if it is accepted and the user is active. Of many at once, exactly one succeeds. The account is held until the
     * transaction ends.
     */
    Optional<User> spend(SecretDigest link, Instant now);

    /** Voids the user's link, if there is one. */
    void withdraw(UserId user);

    /**
     * Forgets links that have expired.
     *
     * @param most how many at the most
     * @return how many were forgotten
     */
    int purge(Instant now, int most);
}
