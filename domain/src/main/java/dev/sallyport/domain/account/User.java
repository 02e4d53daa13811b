package dev.sallyport.domain.account;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.access.RoleName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account whose address was proven.
 *
 * @param displayName what they want to be called, or null if they never said
 * @param permissions everything that any of the roles allows, as the roles are when the account is read
 * @param lastSignInAt when they last proved who they are, or null if never
 */
public record User(
        UserId id,
        EmailAddress email,
        @Nullable DisplayName displayName,
        LanguageTag locale,
        UserStatus status,
        Set<RoleName> roles,
        Set<Permission> permissions,
        boolean twoFactorEnabled,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {
    public User {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** A new, active account that has just been proven by signing in. */
    public static User proven(
            UserId id,
            EmailAddress email,
            @Nullable DisplayName displayName,
            LanguageTag locale,
            Set<RoleName> roles,
            Instant now) {
        return new User(
                id,
                email,
                displayName,
                locale,
                UserStatus.ACTIVE,
                roles,
                BuiltInRoles.permissionsOf(roles),
                false,
                now,
                now);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    /** What they may do. */
    public Rights rights() {
        return new Rights(roles, permissions);
    }

    public User signedInAt(Instant now) {
        return new User(id, email, displayName, locale, status, roles, permissions, twoFactorEnabled, createdAt, now);
    }

    public User withProfile(@Nullable DisplayName newDisplayName, LanguageTag newLocale) {
        return new User(
                id,
                email,
                newDisplayName,
                newLocale,
                status,
                roles,
                permissions,
                twoFactorEnabled,
                createdAt,
                lastSignInAt);
    }

    public User withEmail(EmailAddress newEmail) {
        return new User(
                id,
                newEmail,
                displayName,
                locale,
                status,
                roles,
                permissions,
                twoFactorEnabled,
                createdAt,
                lastSignInAt);
    }

    public User withSecondFactor(boolean enabled) {
        return new User(id, email, displayName, locale, status, roles, permissions, enabled, createdAt, lastSignInAt);
    }

    public User withRights(Rights rights) {
        return new User(
                id,
                email,
                displayName,
                locale,
                status,
                rights.roles(),
                rights.permissions(),
                twoFactorEnabled,
                createdAt,
                lastSignInAt);
    }

    public User withStatus(UserStatus newStatus) {
        return new User(
                id,
                email,
                displayName,
                locale,
                newStatus,
                roles,
                permissions,
                twoFactorEnabled,
                createdAt,
                lastSignInAt);
    }
}
