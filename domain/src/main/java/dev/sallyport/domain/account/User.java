package dev.sallyport.domain.account;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account whose address was proven.
 *
 * @param displayName what they want to be called, or null if they never said
 * @param lastSignInAt when they last proved who they are, or null if never
 */
public record User(
        UserId id,
        EmailAddress email,
        @Nullable DisplayName displayName,
        LanguageTag locale,
        UserStatus status,
        Set<RoleName> roles,
        boolean twoFactorEnabled,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {
    public User {
        roles = Set.copyOf(roles);
    }

    /** A new, active account that has just been proven by signing in. */
    public static User proven(
            UserId id,
            EmailAddress email,
            @Nullable DisplayName displayName,
            LanguageTag locale,
            Set<RoleName> roles,
            Instant now) {
        return new User(id, email, displayName, locale, UserStatus.ACTIVE, roles, false, now, now);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    /** Everything that any of the user's roles allows. */
    public Set<Permission> permissions() {
        return BuiltInRoles.permissionsOf(roles);
    }

    public User signedInAt(Instant now) {
        return new User(id, email, displayName, locale, status, roles, twoFactorEnabled, createdAt, now);
    }

    public User withProfile(@Nullable DisplayName newDisplayName, LanguageTag newLocale) {
        return new User(id, email, newDisplayName, newLocale, status, roles, twoFactorEnabled, createdAt, lastSignInAt);
    }

    public User withEmail(EmailAddress newEmail) {
        return new User(id, newEmail, displayName, locale, status, roles, twoFactorEnabled, createdAt, lastSignInAt);
    }

    public User withSecondFactor(boolean enabled) {
        return new User(id, email, displayName, locale, status, roles, enabled, createdAt, lastSignInAt);
    }

    public User withStatus(UserStatus newStatus) {
        return new User(id, email, displayName, locale, newStatus, roles, twoFactorEnabled, createdAt, lastSignInAt);
    }
}
