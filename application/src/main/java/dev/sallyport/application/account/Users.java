package dev.sallyport.application.account;

import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All accounts. No two have the same address. */
public interface Users {
    /** What became of an account that was to have an address. */
    enum Saving {
        SAVED,
        EMAIL_TAKEN
    }

    /** Adds the user unless the address has an account; of many at once, exactly one is saved. */
    Saving add(User user, PasswordHash passwordHash);

    /** The account of that address with what proves a sign-in to it, whatever its status. One round trip. */
    Optional<Credentials> credentials(EmailAddress email);

    /** The account of that address, whatever its status, held until the transaction ends: it neither changes nor goes meanwhile. */
    Optional<User> hold(EmailAddress email);

    /** The same, of that id. */
    Optional<User> hold(UserId user);

    /**
     * Those of two accounts that there are, held until the transaction ends, as they are then: neither they nor their roles change
     * meanwhile. Of many who hold two that overlap, whichever they name first, each waits for those before. One round trip.
     */
    List<User> holdBoth(UserId one, UserId other);

    /** The account that a session is of, if the session is not over and the user is active. One round trip. */
    Optional<Credentials> credentialsIn(SessionId session);

    /**
     * Takes down that somebody gave a password for an account, if the address has one. It costs the same whether it has, and whether the
     * password was wrong.
     *
     * @param wrong whether it counts
     * @return how many wrong ones in a row that makes; of many at once, each gets another number. Zero if there is no account
     */
    ConsecutiveFailures guessed(EmailAddress email, boolean wrong);

    /**
     * Takes down that the password was proven once more in a session: the failures are forgotten, and the account is held until the
     * transaction ends, so that nothing else of it changes meanwhile.
     *
     * @return whether the proof is still worth something: the user is active, the password the same and not disabled, and the session not over
     */
    boolean proven(UserId user, PasswordHash password, SessionId session);

    /**
     * Puts a hash of the same password in the place of an outdated one.
     *
     * @return whether that was still the account's
     */
    boolean renewHash(UserId user, PasswordHash outdated, PasswordHash renewed);

    /** Gives the account another password, and forgets the failures, whether or not they had disabled the old one. */
    void setPassword(UserId user, PasswordHash chosen);

    /** Disables the password until another is set. */
    void disablePassword(UserId user);

    /** Gives the account another address unless that has an account; of many at once, exactly one is saved. */
    Saving changeEmail(UserId user, EmailAddress email);

    /** Changes how a user is called and which language they read; nothing else of the account. */
    void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale);

    /** Suspends the account: nobody can use it until it is reinstated. A deletion that its owner has begun waits until then. */
    void suspend(UserId user);

    /** Has a suspended account be again what it was before: active, or about to be deleted. One that is not suspended is left as it is. */
    void reinstate(UserId user);

    /**
     * Whether there would be no active administrator without this one. Who are administrators does not change until the transaction ends,
     * so of two that leave at once, the second learns that they are the last.
     */
    boolean isLastAdministrator(UserId user);

    /** Removes the account with all that is kept of it alone: roles, sessions, devices, links, codes. */
    void remove(UserId user);

    /** An account with what proves a sign-in to it. */
    record Credentials(User user, PasswordHash passwordHash, ConsecutiveFailures failures) {}

    /** Who has the account of an address, and how to speak to them. */
    record Owner(UserId id, LanguageTag locale) {}
}
