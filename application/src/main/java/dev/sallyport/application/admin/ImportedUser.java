package dev.sallyport.application.admin;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A user as somebody describes them who brings them from elsewhere. What is left open is as with a new account.
 *
 * @param passwordHash without it, the account has no password until its owner has reset it
 * @param twoFactorEnabled whether they had a second factor. It cannot come along, and is asked for all the same
 */
public record ImportedUser(
        EmailAddress email,
        Optional<UserId> id,
        Optional<DisplayName> displayName,
        Optional<LanguageTag> locale,
        Optional<UserStatus> status,
        Optional<Set<RoleName>> roles,
        Optional<PasswordHash> passwordHash,
        Optional<Boolean> twoFactorEnabled,
        Optional<Instant> createdAt,
        Optional<Instant> lastSignInAt) {
    private static final Set<RoleName> NEW_USERS_ROLES = Set.of(BuiltInRoles.USER);

    public ImportedUser {
        roles = roles.map(Set::copyOf);
    }

    /** The account that comes of it. */
    CarriedUser arriving(UserId newId, LanguageTag defaultLocale, PasswordHasher hasher, Instant now) {
        return new CarriedUser(
                id.orElse(newId),
                email,
                displayName.orElse(null),
                locale.orElse(defaultLocale),
                status.orElse(UserStatus.ACTIVE),
                roles.orElse(NEW_USERS_ROLES),
                passwordHash.orElseGet(hasher::unguessable),
                twoFactorEnabled.orElse(false),
                createdAt.orElse(now),
                lastSignInAt.orElse(null));
    }

    /** Whether an account is just what is described, as far as it is. When they last signed in does not matter. */
    boolean describes(CarriedUser user) {
        return email.equals(user.email())
                && id.map(user.id()::equals).orElse(true)
                && displayName.map(name -> name.equals(user.displayName())).orElse(true)
                && locale.map(user.locale()::equals).orElse(true)
                && status.map(user.status()::equals).orElse(true)
                && roles.map(user.roles()::equals).orElse(true)
                && passwordHash.map(user.passwordHash()::matches).orElse(true)
                && twoFactorEnabled.map(said -> said == user.twoFactorEnabled()).orElse(true)
                && createdAt.map(user.createdAt()::equals).orElse(true);
    }
}
