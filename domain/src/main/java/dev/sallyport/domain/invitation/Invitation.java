package dev.sallyport.domain.invitation;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.Author;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to have an account, once they show that the mailbox is theirs. There is at most one for each address.
 *
 * @param account the id that the account will have
 * @param displayName what they are called until they say otherwise, or null
 * @param locale in which language they are asked
 * @param roles what they get besides {@link BuiltInRoles#USER}, which everybody has
 * @param by who asked them last; only what these may give on the day when it is accepted is given
 * @param expiresAt until when it can be accepted
 */
public record Invitation(
        UserId account,
        EmailAddress email,
        @Nullable DisplayName displayName,
        LanguageTag locale,
        Set<RoleName> roles,
        Author by,
        Instant createdAt,
        Instant expiresAt) {
    public Invitation {
        roles = roles.stream().filter(role -> !role.equals(BuiltInRoles.USER)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same, for an account of another id. */
    public Invitation of(UserId other) {
        return new Invitation(other, email, displayName, locale, roles, by, createdAt, expiresAt);
    }
}
