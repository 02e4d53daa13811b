package dev.sallyport.application.session;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** From where users have signed in, kept as digests: whoever guesses at passwords from elsewhere must not use up what is theirs. */
public interface KnownClients {
    /** Of how many clients of a user it is known. */
    int MOST = 100;

    /** Remembers that the user signed in from there; of too many, those are forgotten that were used longest ago. */
    void remember(UserId user, SecretDigest client, Instant now);

    /** From where the owner of an address has signed in; empty if nobody has it. It is one look, whether anybody has it or not. */
    Optional<OfUser> ofOwner(EmailAddress address);

    /**
     * From where a user has signed in, as far as it is remembered.
     *
     * @param clients no more than {@link #MOST}
     */
    record OfUser(UserId user, Set<SecretDigest> clients) {
        public OfUser {
            clients = Set.copyOf(clients);
        }
    }

    /**
     * Forgets clients that were last used before that.
     *
     * @param most how many at the most
     * @return how many were forgotten
     */
    int purge(Instant usedBefore, int most);
}
