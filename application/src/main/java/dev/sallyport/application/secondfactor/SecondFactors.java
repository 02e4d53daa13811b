package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The second factors of all accounts. Whether an account has one, its {@code User} tells. */
public interface SecondFactors {
    /** What the user has, without what is not confirmed. One round trip. */
    EnrolledFactors of(UserId user);

    /** Takes an authenticator down that is to be confirmed; one that was to be confirmed before is void. One round trip. */
    void enrol(UserId user, PendingTotp totp, Instant now);

    /**
     * The authenticator that is to be confirmed, which costs it one try. Of many tries at once, no more than so many get it.
     *
     * @param since only one that was enrolled after this instant
     */
    Optional<PendingTotp> tryPending(UserId user, Instant since, int mostTries);

    /**
     * Confirms an authenticator with the code of a step, and gives the user these recovery codes. From then on the account has a second factor, and no
     * session begins or goes on without one. Of many at once, one succeeds.
     *
     * @return whether it was still to be confirmed and its owner is active; nothing was changed if not
     */
    boolean confirm(UserId user, PendingTotp totp, long step, List<KeptRecoveryCode> recoveryCodes, Instant now);

    /** Spends a proof, and forgets the failures before it. Of many at once, one succeeds; never again a step like it or before it. */
    boolean spend(UserId user, FactorProof proof, Instant now);

    /** Takes down that a wrong answer was given, by somebody who knows the password; of many at once, each gets another number. */
    ConsecutiveFailures refused(UserId user);

    /** Gives the user these recovery codes instead of any before. */
    void replaceRecoveryCodes(UserId user, List<KeptRecoveryCode> recoveryCodes, Instant now);

    /**
     * Takes everything away, confirmed or not, and voids the sign-ins that wait for it. From then on the account has no second factor.
     *
     * @return whether the account had one
     */
    boolean remove(UserId user);
}
