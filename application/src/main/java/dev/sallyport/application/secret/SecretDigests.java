package dev.sallyport.application.secret;

import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;

/**
 * Digests one-time secrets for keeping (HMAC-SHA256 under a key that is not in the database in clear). Equal inputs give equal
 * digests; purpose, context and secret cannot run into each other.
 */
public interface SecretDigests {
    /**
     * The digest of a secret that is good for one purpose in one context.
     *
     * @param context what else the secret is bound to, such as the id of the registration that it proves; may be empty where the
     *     secret alone is looked up
     */
    SecretDigest digest(SecretPurpose purpose, String context, Secret secret);
}
