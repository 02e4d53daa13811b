package dev.sallyport.application.account;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All accounts. No two have the same address. */
public interface Users {
    enum Added {
        SAVED,
        EMAIL_TAKEN
    }

    /** Adds the user unless the address has an account; of many at once, exactly one is saved. */
    Added add(User user, PasswordHash passwordHash);

    /** The account of that address with what proves a sign-in to it, whatever its status. */
    Optional<Credentials> credentials(EmailAddress email);

    /** Changes how a user is called and which language they read; nothing else of the account. */
    void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale);

    /** An account with its password's hash. */
    record Credentials(User user, PasswordHash passwordHash) {}
}
