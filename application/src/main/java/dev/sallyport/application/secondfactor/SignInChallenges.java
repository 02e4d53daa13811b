package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/** Sign-ins that wait for a second factor. They are kept by the digest of a secret that only the client has. */
public interface SignInChallenges {
    /**
     * A sign-in whose password was proven.
     *
     * @param challenge what is kept of the client's secret
     * @param password what is kept of the password's hash that was proven
     * @param expiresAt the first instant at which it is void
     */
    record Waiting(SecretDigest challenge, UserId user, SecretDigest password, Instant expiresAt) {}

    /**
     * A sign-in that somebody goes on with, and its user as they stand.
     *
     * @param provenPassword {@link Waiting#password}
     * @param password the hash that the user has now
     */
    record Attempt(User user, PasswordHash password, SecretDigest provenPassword, EnrolledFactors factors) {}

    /** Takes a sign-in down, along with the commit, if its user is active still. */
    void add(Waiting waiting);

    /**
     * The sign-in of that secret, which costs it one try. Of many tries at once, no more than so many get it. One round trip.
     *
     * @return empty if there is none, it has expired, or was tried as often already
     */
    Optional<Attempt> attempt(SecretDigest challenge, int mostTries, Instant now);

    /**
     * Ends a sign-in's waiting by spending a proof of its user. Of many at once, and of many proofs, one succeeds; the others spend nothing. One round trip.
     *
     * @return whether it still waited and the proof was not spent
     */
    boolean complete(SecretDigest challenge, FactorProof proof, Instant now);

    /** Ends the waiting of all sign-ins of that user; none of them can be gone on with. */
    void withdraw(UserId user);

    /**
     * Forgets those that have expired.
     *
     * @param most how many at the most
     * @return how many
     */
    int purge(Instant now, int most);
}
