package dev.sallyport.domain.registration;

import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/**
 * What one verification mail proves the mailbox with, as it is kept: the digests of its code and of its link's token. A newer
 * mail's proof replaces it.
 *
 * @param expiresAt the first instant at which neither is accepted any more
 */
public record MailedProof(SecretDigest code, SecretDigest link, Instant expiresAt) {}
