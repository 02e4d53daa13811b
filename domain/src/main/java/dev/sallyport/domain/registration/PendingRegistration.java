package dev.sallyport.domain.registration;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account, whose address nobody has proven yet. There is no account, and any number of these may exist for one
 * address: it becomes an account for whoever holds both the mailbox and the registration (its id, or its password).
 *
 * @param failures wrong codes and passwords so far; a new mail does not forgive them
 * @param purgeAfter from when on the registration is forgotten, even if nobody proved it
 */
public record PendingRegistration(
        RegistrationId id,
        EmailAddress email,
        PasswordHash passwordHash,
        @Nullable DisplayName displayName,
        LanguageTag locale,
        MailedProof proof,
        int failures,
        Instant createdAt,
        Instant purgeAfter) {}
