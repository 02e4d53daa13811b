package dev.sallyport.domain.account;

import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/**
 * The right of whoever holds an old address to have it back, whatever the account's address is by then.
 *
 * @param restores the old address
 * @param link the digest of the token in the link that was mailed there
 * @param grantedAt when it was granted; using it voids what was granted later
 * @param expiresAt the first instant at which the link is no longer accepted
 */
public record EmailChangeUndo(
        UserId user, EmailAddress restores, SecretDigest link, Instant grantedAt, Instant expiresAt) {}
