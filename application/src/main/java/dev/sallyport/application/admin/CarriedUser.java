package dev.sallyport.application.admin;

import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account with all of it that can be taken elsewhere. A second factor cannot: its seed is nobody's to hand out.
 *
 * @param displayName what they want to be called, or null if they never said
 * @param twoFactorEnabled whether a second factor is asked for, wherever the account is taken
 * @param lastSignInAt when they last proved who they are, or null if never
 */
public record CarriedUser(
        UserId id,
        EmailAddress email,
        @Nullable DisplayName displayName,
        LanguageTag locale,
        UserStatus status,
        Set<RoleName> roles,
        PasswordHash passwordHash,
        boolean twoFactorEnabled,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {
    public CarriedUser {
        roles = Set.copyOf(roles);
    }
}
