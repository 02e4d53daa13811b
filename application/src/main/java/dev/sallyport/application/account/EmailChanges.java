package dev.sallyport.application.account;

import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Wishes for another address, one for each user at the most, and the rights to take such a change back. */
public interface EmailChanges {
    /**
     * Files the wish in place of any that the user had, which voids that one's code but forgives no failure as long as
     * that code would have been accepted (ASVS 6.6.2). One round trip.
     *
     * @return who has the wanted address already
     */
    Optional<Owner> request(EmailChange wish, Instant now);

    /** What the user wishes, if their code is still accepted. */
    Optional<EmailAddress> requested(UserId user, Instant now);

    /**
     * Tries a code, and counts the failure if it is wrong, in one step: however many try at once, no more than the allowed number of
     * wrong codes is ever looked at, and exactly one right one is {@link Attempt.Proven}. Then the wish is gone. The account is held until the
     * transaction ends.
     */
    Attempt tryCode(UserId user, SecretDigest code, Instant now, int maxFailures);

    sealed interface Attempt {
        /** The user holds the mailbox of the wanted address. */
        record Proven(EmailAddress wanted) implements Attempt {}

        record Refused(EmailChangeRefused.Reason reason) implements Attempt {}
    }

    /** The addresses that can be restored to the account, each once. */
    List<EmailAddress> restorable(UserId user, Instant now);

    /** Forgets what the user wished, if anything. */
    void cancel(UserId user);

    /**
     * Lets the holder of the link restore the old address. The right is younger than all that the account has, whatever the clock says. Call it
     * while the account is held.
     */
    void grantUndo(EmailChangeUndo undo);

    /**
     * Uses such a right up, with all that were granted to the same account later or for the same address. Of many at once, exactly one
     * succeeds. The account is held until the transaction ends.
     */
    Undoing spendUndo(SecretDigest link, Instant now);

    sealed interface Undoing {
        /**
         * The right was used up.
         *
         * @param user the account as it is
         * @param restores the address that it is to have again
         */
        record Spent(User user, EmailAddress restores) implements Undoing {}

        /** The old address has another account by now; the right is left. */
        record AddressTaken() implements Undoing {}

        /** There is no such right, or it has expired or was used. */
        record Unknown() implements Undoing {}
    }

    /**
     * Forgets wishes and rights that have expired.
     *
     * @param most how many of each at the most
     * @return how many of that of which there were most
     */
    int purge(Instant now, int most);
}
