package dev.sallyport.application.session;

import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Issues and verifies access tokens: JWTs with the profile of RFC 9068, verified as RFC 8725 asks. Neither costs a look-up in the
 * database.
 */
public interface AccessTokens {
    AccessToken issue(AccessClaims claims);

    /**
     * The token's claims, if it is ours, unaltered, for us, and neither expired nor from the future. A token that was verified before
     * may be remembered until it expires.
     */
    Optional<VerifiedAccessToken> verify(AccessToken presented);

    /** Drops what is remembered of verified tokens that say so. Whoever remembers nothing has nothing to do. */
    void forget(Predicate<AccessClaims> which);

    /** The public keys with which tokens can be verified, as members of a JWK each (RFC 7517). */
    List<Map<String, String>> publicKeys();
}
