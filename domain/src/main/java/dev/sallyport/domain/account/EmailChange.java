package dev.sallyport.domain.account;

import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/**
 * A user's wish for another address, which waits for the code that was mailed there.
 *
 * @param expiresAt the first instant at which the code is no longer accepted
 */
public record EmailChange(UserId user, EmailAddress wanted, SecretDigest code, Instant expiresAt) {}
