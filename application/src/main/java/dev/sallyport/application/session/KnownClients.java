package dev.sallyport.application.session;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/** From where users have signed in, kept as digests: whoever guesses at passwords from elsewhere must not use up what is theirs. */
public interface KnownClients {
    /** Of how many clients of a user it is known. */
    int MOST = 100;

    /** Remembers that the user signed in from there; of too many, those are forgotten that were used longest ago. */
    void remember(UserId user, SecretDigest client, Instant now);

    /** Whether the user has signed in from there, as far as it is remembered. */
    boolean know(UserId user, SecretDigest client);

    /**
     * Forgets clients that were last used before that.
     *
     * @param most how many at the most
     * @return how many were forgotten
     */
    int purge(Instant usedBefore, int most);
}
