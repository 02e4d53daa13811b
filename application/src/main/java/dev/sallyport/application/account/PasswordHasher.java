package dev.sallyport.application.account;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hashes passwords, slowly by intent (Argon2id, RFC 9106), and recognises them by hashes of other kinds, too. Only so many at once: beyond that callers wait, and past the longest
 * wait they are turned away with {@link ServiceUnavailable}.
 */
public interface PasswordHasher {
    /**
     * Waits in line, and then does work in which a password is verified. Whatever has to be looked up for that belongs into the work, so that a
     * crowd that waits in line holds nothing that others need. Turns do not nest, and nothing is hashed anew in one.
     */
    default <T> T inTurn(Supplier<T> work) {
        return work.get();
    }

    /** A new hash with a fresh salt. */
    PasswordHash hash(Password password);

    /** Whether the password is the one that was hashed. */
    boolean verify(Password password, PasswordHash hash);

    /** Costs as much as {@link #verify}: for accounts that do not exist, so that time does not tell. */
    void verifyNothing(Password password);

    /**
     * A hash with the cost that is asked of new ones, for a password that was just verified against one of another cost (ASVS 11.4.2). It never
     * waits for its turn: in a rush it is put off until the next time.
     *
     * @return empty if the hash is as a new one would be, or there is no time
     */
    Optional<PasswordHash> renewed(Password password, PasswordHash hash);

    /**
     * Whether passwords can be verified against a hash, which may come from elsewhere: its kind is known, it is well-formed, and it does not take
     * more than a server can bear. Nothing is hashed.
     */
    boolean recognises(PasswordHash hash);

    /**
     * Whether a hash that is recognised takes more than one may that newly comes from elsewhere: what is there already works on, but no more of its kind is taken in. What is
     * asked of our own is never too much. Nothing is hashed.
     */
    boolean isTooDear(PasswordHash hash);

    /** A hash that is no password's, for whoever has none yet, and looks like any new one. Nothing is hashed. */
    PasswordHash unguessable();
}
