package dev.sallyport.application.secret;

import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;

/** Makes the secrets of mailed links, and recognises them by what is kept of them. */
public final class Links {
    private final SecretGenerator secrets;
    private final SecretDigests digests;

    public Links(SecretGenerator secrets, SecretDigests digests) {
        this.secrets = secrets;
        this.digests = digests;
    }

    /**
     * A token that nobody has seen yet.
     *
     * @param kept what is stored of it
     */
    public record Fresh(LinkToken token, SecretDigest kept) {}

    public Fresh make(SecretPurpose purpose) {
        LinkToken token = LinkToken.of(secrets.token());
        return new Fresh(token, digest(purpose, token));
    }

    /** Under which a token is found, if it is good for that. */
    public SecretDigest digest(SecretPurpose purpose, LinkToken token) {
        return digests.digest(purpose, "", token);
    }
}
